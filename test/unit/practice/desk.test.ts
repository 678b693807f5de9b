import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { textAt } from '#main/practice/json.ts';
import { type Practice, startPractice } from '../../support/practice.ts';
import { clientOf, columnOf, find, rowsOf } from './client.ts';

let practice: Practice;
let api: ReturnType<typeof clientOf>;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  practice = await startPractice({ seed: 7 });
  api = clientOf(practice);
  const first = async (path: string) => textAt(rowsOf((await api.get(path)).body)[0], 'id') ?? '';
  ids = {
    contact: await first('contacts'),
    department: await first('departments'),
    service: practice.serviceId,
  };
});
beforeEach(async () => {
  await practice.setFaults([]);
});
afterAll(() => practice.close());

const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, key: string) => ids[key] ?? '');

describe('the desk is strict', () => {
  it.each([
    ['POST', 'contacts/{contact}/ticket/transfer', {}, 400],
    ['POST', 'contacts/{contact}/ticket/transfer', { departmentId: 'nowhere' }, 400],
    ['POST', 'contacts/{contact}/ticket/transfer', { departmentId: '{department}', userId: 'nobody' }, 400],
    ['POST', 'contacts/{contact}/ticket/transfer', { departmentId: '{department}', comment: 'x' }, 400],
    ['POST', 'contacts/nowhere/ticket/transfer', { departmentId: '{department}' }, 404],
    ['POST', 'contacts/ticket/bulk-transfer', { departmentId: '{department}' }, 400],
    ['POST', 'contacts/ticket/bulk-transfer', { departmentId: '{department}', ticketsSelectedId: ['none'] }, 404],
    ['POST', 'contacts/{contact}/ticket/close', undefined, 400],
    ['POST', 'contacts/{contact}/ticket/close', { ticketTopicIds: ['nothing'] }, 400],
    ['POST', 'contacts/nowhere/ticket/close', undefined, 404],
    ['GET', 'tickets?query={"where":{"colour":"red"}}', undefined, 400],
    ['GET', 'tickets?startPeriod=yesterday', undefined, 400],
    ['GET', 'tickets?include[0]=weather', undefined, 400],
    ['GET', 'tickets/nowhere', undefined, 404],
    ['POST', 'tickets/export', {}, 400],
    ['POST', 'tickets/export', { protocol: '1' }, 404],
    ['POST', 'tickets/export-history?query={"where":{"colour":"red"}}', undefined, 400],
    ['POST', 'contacts/export/csv', { where: {}, type: 'tab' }, 400],
    ['POST', 'contacts/count', {}, 400],
    ['POST', 'contacts/{contact}/add-members', [{ number: '5511961110001' }], 404],
    ['POST', 'contacts/{contact}/promote-members', [], 404],
    ['POST', 'services/nowhere/start', undefined, 404],
    ['POST', 'services/nowhere/restart', undefined, 404],
    ['GET', 'dashboard/general', undefined, 400],
    ['GET', 'dashboard/general?startPeriod=2026-01-01&endPeriod=2026-02-01&colour=red', undefined, 400],
    ['POST', 'me/webhooks', { name: 'x', url: 'example.com', events: [], type: 'general' }, 400],
    ['POST', 'me/webhooks', { name: 'x', url: 'https://example.com', type: 'general' }, 400],
    ['PUT', 'me/webhooks/nowhere', { active: false }, 404],
    ['DELETE', 'me/webhooks/nowhere', undefined, 404],
    ['POST', 'me/tokens', {}, 400],
    ['DELETE', 'me/tokens/nowhere', undefined, 404],
    ['GET', 'site:pdf/tickets/nowhere/pt-BR?pdf=1', undefined, 404],
  ])('%s %s with %j: %i', async (method, path, body, status) => {
    const sent = body === undefined ? undefined : filled(JSON.stringify(body));
    expect((await api.request(method, filled(path), sent)).status).toBe(status);
  });

  it('changes nothing by what it refuses', async () => {
    expect((await practice.summary()).effects).toEqual({});
  });
});

describe('trouble with the desk', () => {
  it('loses the answer after a ticket was opened, once', async () => {
    onTestFinished(() => practice.reset());
    await practice.setFaults([{ kind: 'lost', effect: true, routes: ['contacts.transferTicket'] }]);
    const asked = api.post(`contacts/${ids['contact']}/ticket/transfer`, { departmentId: ids['department'] });
    await expect(asked).rejects.toThrow();
    const { body } = await api.query('tickets', { where: { contactId: ids['contact'], isOpen: true } });
    expect(rowsOf(body)).toHaveLength(1);
    expect((await practice.summary()).effects).toMatchObject({ ticketOpened: 1 });
  });

  it('breaks a file off in the middle', async () => {
    const whole = String((await api.request('POST', 'tickets/export-history')).body);
    await practice.setFaults([{ kind: 'truncated', routes: ['tickets.exportHistory'] }]);
    const half = String((await api.request('POST', 'tickets/export-history')).body);
    expect(half).toBe(whole.slice(0, whole.length / 2));
  });

  it('forbids what the token may not do', async () => {
    await practice.setFaults([{ kind: 'forbidden', routes: ['services.restart', 'dashboard.general'] }]);
    expect((await api.request('POST', `services/${practice.serviceId}/restart`)).status).toBe(403);
    expect((await api.get('dashboard/general?startPeriod=2026-01-01&endPeriod=2026-02-01')).status).toBe(403);
    expect((await api.get('now/resume')).status).toBe(200);
  });
});

describe('a large desk', () => {
  it('has as many tickets as asked for, the same each time, and its pages do not shift', async () => {
    const large = async () => {
      const account = await startPractice({ seed: 7, tickets: 2_000 });
      onTestFinished(account.close);
      return clientOf(account);
    };
    const [one, other] = [await large(), await large()];
    const asked = { order: [['createdAt', 'ASC']], perPage: 500 };
    const page = async (from: typeof one, number: number) =>
      columnOf((await from.query('tickets', { ...asked, page: number })).body, 'protocol');
    expect(find((await one.query('tickets', asked)).body, 'total')).toBe(2_027);
    const pages = [await page(one, 1), await page(one, 2), await page(one, 3), await page(one, 4), await page(one, 5)];
    expect(new Set(pages.flat()).size).toBe(2_027);
    expect(await page(other, 3)).toEqual(pages[2]);
  });
});

describe('a desk that is kept', () => {
  it('goes on with its tickets, webhooks and tokens', async () => {
    const statePath = mkdtempSync(join(tmpdir(), 'practice-'));
    onTestFinished(() => rmSync(statePath, { recursive: true, force: true }));
    const live = async (account: Practice) => {
      const client = clientOf(account);
      const open = async () => (await client.query('tickets', { where: { isOpen: true } })).body;
      return { client, open, webhooks: async () => (await client.get('me/webhooks')).body };
    };
    const account = await startPractice({ seed: 7, statePath });
    const { client, open, webhooks } = await live(account);
    await client.post(`contacts/${ids['contact']}/ticket/transfer`, { departmentId: ids['department'] });
    const [first] = rowsOf(await open());
    await client.request('POST', `contacts/${textAt(first, 'contactId')}/ticket/close`);
    await client.post('me/webhooks', { name: 'x', url: 'https://example.com', events: [], type: 'general' });
    const secret = textAt((await client.post('me/tokens', { name: 'Malote' })).body, 'token') ?? '';
    const before = [columnOf(await open(), 'id'), await webhooks()];
    await account.close();

    const again = await startPractice({ seed: 7, statePath });
    onTestFinished(again.close);
    const after = await live(again);
    expect([columnOf(await after.open(), 'id'), await after.webhooks()]).toEqual(before);
    expect((await clientOf({ ...again, token: secret }).get('me')).status).toBe(200);
  });
});

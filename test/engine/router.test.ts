import { createRouterClient, ORPCError } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRouter } from '#main/engine/router.ts';
import { plainText } from '#shared/campaign/content.ts';
import { usualExclusions } from '#shared/campaign/exclusions.ts';
import { contract } from '#shared/rpc/contract.ts';
import { createTestClock } from '../support/clock.ts';
import { briskPace, startEngine, type TestEngine } from '../support/engine.ts';
import { type Practice, startPractice } from '../support/practice.ts';

let practice: Practice;
let malote: TestEngine;
beforeAll(async () => {
  const time = createTestClock();
  practice = await startPractice({ clock: time.clock });
  malote = await startEngine({ practice, time });
});
afterAll(async () => {
  await malote.stop();
  await practice.close();
});

const procedures = Object.entries(contract).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => [noun, verb] as const),
);

/** Asks by name, as a face does that nobody compiled. */
async function ask(noun: string, verb: string, input: unknown): Promise<unknown> {
  const nouns: unknown = createRouterClient(createRouter(malote.engine));
  const verbs: unknown = Reflect.get(Object(nouns), noun);
  const call: unknown = Reflect.get(Object(verbs), verb);
  if (typeof call !== 'function') throw new Error(`no procedure ${noun}.${verb}`);
  try {
    const answer: unknown = await Reflect.apply(call, undefined, [input]);
    return { answer: isStream(answer) ? await drained(answer) : answer };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    return { code: error.code, data: error.data };
  }
}

const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** All that a stream tells; of one that never ends, its beginning. */
async function drained(stream: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const events: unknown[] = [];
  for await (const event of stream) {
    events.push(event);
    if (events.length === 1 && Object(event).type !== 'reading') break;
  }
  return events;
}

const rubbish: readonly unknown[] = [
  undefined,
  null,
  42,
  'rubbish',
  [],
  {},
  { importId: -1, campaignId: 'c1', accountId: 0.5, job: 'x9', number: '', content: 7 },
  { importId: '1; DROP TABLE rows', path: 3, filter: 'all', offset: -5, limit: 1e9 },
];

/** Well formed, about what does not exist. */
const nothing = {
  importId: 999_999,
  mappingId: 999_999,
  campaignId: 999_999,
  accountId: 999_999,
  job: 'i999999',
  deliveryId: null,
  decision: 'send',
  filter: {},
  offset: 0,
  limit: 10,
  content: plainText('Olá'),
  number: '123',
  name: 'x',
  inDoubt: 'hold',
  openTicket: false,
  pace: briskPace,
  dialect: { format: 'workbook', sheet: 'x', headerRow: 0 },
  path: '/nowhere/at/all.csv',
  fileName: 'all.csv',
  format: 'csv',
  language: 'en',
  address: 'not an address at all',
  token: 'x',
  remember: false,
  rowNo: 1,
  column: 0,
  text: 'x',
  find: { text: 'x', match: 'whole' },
  replacement: 'y',
  kind: 'replace',
  rows: { rowNos: [1] },
  takesPart: true,
  template: 'Olá',
  messageId: 'm1',
  id: 999_999,
  exclusions: usualExclusions,
  seed: 1,
  serviceId: 's-none',
  definition: {
    accountId: 999_999,
    serviceId: 's-none',
    root: { kind: 'source', source: { kind: 'import', importId: 999_999 } },
  },
  listId: 999_999,
  actionId: 999_999,
  exportId: 999_999,
  contactId: 'c-none',
  ticketId: 't-none',
  wish: { verb: 'delete' },
  target: { kind: 'import', importId: 999_999 },
  confirm: 0,
  as: 'done',
  dated: '2026-11-01',
  from: '2026-11-01',
  days: 7,
  timeZone: 'America/Sao_Paulo',
  key: '0'.repeat(64),
  routineId: 999_999,
  runId: 999_999,
  goes: true,
  asks: true,
  schedule: { every: 'week', days: ['mon'], minute: 540, timeZone: 'America/Sao_Paulo' },
  of: { kind: 'known', routineId: 999_999 },
  source: { kind: 'same' },
  step: 'columns',
  opened: { fileName: 'x.yaml', plan: { import: { file: 'x.csv' } }, folder: null },
};
/** Where one name means two things. */
const byName = { filter: { by: 'name', text: 'x' } };
const aWebhook = { id: 'w-none', name: 'x', url: 'https://x.example.com', events: [], isActive: true };

const otherwise: Readonly<Record<string, object>> = {
  'desk.turn': { turn: 'start' },
  'desk.statistics': { to: '2026-11-02', departmentId: null, userId: null, by: 'opened', split: 'period' },
  'desk.tryAgain': { permission: 'now' },
  'desk.removeToken': { id: 't-none' },
  'webhooks.add': { url: 'https://x.example.com', events: ['message.created'] },
  'webhooks.setActive': { webhook: aWebhook, isActive: true },
  'webhooks.test': { webhook: aWebhook },
  'webhooks.remove': { webhook: aWebhook },
  'webhooks.secret': { wanted: null },
  'webhooks.receive': { body: { teste: 'teste' } },
  'accounts.signIn': { email: 'a@b.c', password: 'x' },
  'accounts.setColor': { color: 'pink' },
  'blockLists.load': { source: 'x' },
  'contacts.page': byName,
  'contacts.ids': byName,
  'exports.create': { wish: { what: 'history', serviceId: null } },
  'plans.open': { from: { kind: 'file', path: '/does/not/exist.yaml' } },
};

describe('the router', () => {
  it.each(procedures)('%s.%s answers rubbish with a refusal, never with a crash', async (noun, verb) => {
    for (const input of rubbish) {
      const outcome = await ask(noun, verb, input);
      expect(outcome).not.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    }
  });

  it.each(procedures)('%s.%s names what does not exist as a problem', async (noun, verb) => {
    const outcome = await ask(noun, verb, { ...nothing, ...otherwise[`${noun}.${verb}`] });
    expect(outcome).not.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    expect(outcome).not.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('tells expected problems as values, with their facts', async () => {
    expect(await ask('jobs', 'get', { job: 'c77' })).toEqual({
      code: 'PROBLEM',
      data: { kind: 'jobUnknown', job: 'c77' },
    });
  });

  it('tells a problem of a stream as a value as well, although the procedure has answered before', async () => {
    const list = { name: 'Lista', source: '', dated: '2026-11-01', goodForDays: null, areas: [], replaces: null };
    expect(await ask('blockLists', 'load', { ...list, path: '/nowhere/at/all.csv', fileName: 'all.csv' })).toEqual({
      code: 'PROBLEM',
      data: { kind: 'fileNotFound' },
    });
    expect(await ask('audiences', 'count', nothing)).toEqual({
      code: 'PROBLEM',
      data: { kind: 'audienceSourceGone' },
    });
  });
});

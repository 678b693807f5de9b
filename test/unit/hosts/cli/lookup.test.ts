import { describe, expect, it } from 'vitest';
import { aContactView, aTicketView, noLookup } from '../../../support/fake-engine-lookup.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

/** A desk at an account of three contacts and three tickets, which gives so many of anything at a time. */
function aDeskOfAccount(gaps = noLookup().gaps, pageSize = 2) {
  const lookup = {
    ...noLookup(),
    ...{
      contacts: [1, 2, 3].map((n) => aContactView(n)),
      tickets: [1, 2, 3].map((n) => aTicketView(n)),
      pageSize,
      gaps,
    },
  };
  return { desk: aDesk({ engine: createFakeEngine({ lookup }) }), asked: lookup.asked };
}

describe('looking things up on the command line', () => {
  it('shows contacts page after page, up to the limit, and says that there are more', async () => {
    const { desk } = aDeskOfAccount();
    expect(await desk.run('contacts')).toBe(0);
    expect(desk.out()).toContain('Pessoa 3');
    const { desk: limited } = aDeskOfAccount();
    expect(await limited.run('contacts', '--limit', '2')).toBe(0);
    expect(limited.out()).not.toContain('Pessoa 3');
    expect(limited.err()).toContain('Há mais');
  });

  it('gives programs a line each, with the names of tags', async () => {
    const { desk } = aDeskOfAccount();
    expect(await desk.run('contacts', '--json', '--name', 'Pessoa 2')).toBe(0);
    expect(desk.records().filter(({ type }) => type === 'row')).toMatchObject([{ id: 'contact-2', tags: ['VIP'] }]);
    expect(desk.lastRecord()).toMatchObject({ type: 'result', counts: { contacts: 1 }, isWhole: true });
  });

  it.each([
    [1, false],
    [2, false],
    [3, true],
  ])('says whether %i of three is all, where the limit cuts the last page', async (limit, isWhole) => {
    for (const verb of ['contacts', 'tickets']) {
      const { desk } = aDeskOfAccount([], 200);
      await desk.run(verb, '--json', '--limit', String(limit));
      expect(desk.lastRecord()).toMatchObject({ counts: { [verb]: limit }, isWhole });
    }
  });

  it.each([
    [['--tag', 'vip'], { by: 'tag', tagId: 't1', label: 'VIP' }],
    [['--number', '(11) 98765-4321'], { by: 'number', digits: '11987654321' }],
    [['--since', '2026-11-01'], { by: 'createdSince', day: '2026-11-01' }],
    [[], { by: 'all' }],
  ])('%j means %j', async (given, filter) => {
    const { desk, asked } = aDeskOfAccount();
    expect(await desk.run('contacts', ...given)).toBe(0);
    expect(asked[0]).toMatchObject({ path: 'contacts', input: { filter } });
  });

  it.each([
    ['contacts', '--tag', 'VIP', '--name', 'Ana'],
    ['contacts', '--tag', 'Outra'],
    ['contacts', '--since', 'ontem'],
    ['tickets', '--open', '--closed'],
    ['tickets', '--out', 'a.pdf'],
    ['export', 'contacts'],
    ['undo', 'e1', '--yes'],
    ['rows', 'e1'],
    ['export', 'history', '--out', 'h.csv', '--department', 'Comercial'],
    ['export', 'tickets', '--out', 'a.csv', '--columns', 'protocolo'],
  ])('refuses %s %s %s before anything is done', async (...given) => {
    const { desk, asked } = aDeskOfAccount();
    expect(await desk.run(...given)).toBe(2);
    expect(asked.filter(({ path }) => path === 'export')).toEqual([]);
  });

  it('shows one ticket, with who closed it', async () => {
    const { desk } = aDeskOfAccount();
    expect(await desk.run('ticket', 'show', 'ticket-2')).toBe(0);
    expect(desk.out()).toContain('Protocolo: 202611270002');
    expect(desk.out()).toMatch(/close +Bruno/);
  });

  it('exports what is asked for, and says where it is', async () => {
    const { desk, asked } = aDeskOfAccount();
    expect(await desk.run('export', 'tickets', '--open', '--department', 'comercial', '--out', '/x/a.xlsx')).toBe(0);
    expect(asked.at(-1)).toMatchObject({
      path: 'export',
      input: {
        wish: { what: 'tickets', format: 'xlsx', filter: { which: 'open', departmentId: 'd1' } },
        ...{ path: '/x/a.xlsx', overwrites: false },
      },
    });
    expect(desk.out()).toContain('Arquivo: /x/a.xlsx');
  });

  it('ends with 3 where the file lacks something, and says why', async () => {
    const { desk, asked } = aDeskOfAccount([{ protocol: '17', ticketId: 'x', problem: { kind: 'ticketGone' } }]);
    const given = ['--as', 'pdf', '--ticket', 'x', '--ticket', 'y', '--out', '/x/a.zip', '--force'];
    expect(await desk.run('export', 'conversations', ...given)).toBe(3);
    expect(asked.at(-1)).toMatchObject({
      input: {
        wish: { as: 'pdf', of: { tickets: [{ id: 'x' }, { id: 'y' }] } },
        overwrites: true,
      },
    });
    expect(desk.out()).toContain('Este chamado não existe mais na conta.');
    expect(desk.err()).toContain('incompleto');
  });

  it('tells programs where the file is, with the result as the last line', async () => {
    const { desk } = aDeskOfAccount();
    expect(await desk.run('export', 'history', '--out', '/x/h.csv', '--json')).toBe(0);
    expect(desk.lastRecord()).toMatchObject({ type: 'result', job: 'e1', path: '/x/h.csv', isPartial: false });
  });
});

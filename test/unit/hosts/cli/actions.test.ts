import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { anItem, noActions } from '../../../support/fake-engine-actions.ts';
import { noAudiences } from '../../../support/fake-engine-audiences.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

const found = [
  anItem(1, { name: 'Ana Souza' }),
  anItem(2, { name: 'Bia Lima' }),
  anItem(3, { state: 'unchanged' }),
  anItem(4, { state: 'skipped', contactId: null, problem: { kind: 'notFoundHere' } }),
];

/** A desk at which a sheet was imported already, on an account where an action finds these. */
async function aDeskWithImport(more: Omit<Parameters<typeof aDesk>[0], 'engine'> = {}, items = found) {
  const actions = { ...noActions(), found: items };
  const root = { kind: 'source', source: { kind: 'contacts', which: { by: 'all' } } } as const;
  const definition = { accountId: 1, serviceId: 's1', root };
  const audiences = { ...noAudiences(), people: 3, saved: [{ id: 1, name: 'Clientes VIP', definition, savedAt: 1 }] };
  const engine = createFakeEngine({ actions, audiences });
  await aDesk({ engine }).run('import', 'a.csv', '--yes');
  return aDesk({ engine, ...more });
}

function aFile(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'malote-numbers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'numeros.txt'), text);
  return join(folder, 'numeros.txt');
}

describe('a bulk action on the command line', () => {
  it('says to how many, to whom first and why not to others, asks, and does it', async () => {
    const desk = await aDeskWithImport({ answers: ['s'] });
    expect(await desk.run('tag', 'add', 'VIP', 'i1')).toBe(0);
    expect(desk.engine.inputOf('actions.create')).toMatchObject({
      name: 'Pôr uma tag: VIP',
      wish: { verb: 'tag', label: 'VIP' },
      target: { kind: 'import', importId: 1 },
    });
    expect(desk.questions).toEqual(['Fazer isto a 2 contatos? (s/N) ']);
    expect(desk.out()).toContain('Pôr uma tag: VIP: 2 contatos');
    expect(desk.out()).toContain('Os primeiros: Ana Souza, Bia Lima');
    expect(desk.out()).toContain('A conta não tem contato com este número nesta conexão.');
    expect(desk.engine.inputOf('actions.start')).toEqual({ actionId: 1, confirm: 2 });
    expect(desk.out()).toMatch(/Feito +2\n/);
  });

  it('does nothing without a clear yes, nor in a preview, and leaves no draft behind', async () => {
    const no = await aDeskWithImport({ answers: ['n'] });
    expect(await no.run('block', 'i1', '--reason', 'Pediu')).toBe(0);
    const preview = await aDeskWithImport();
    expect(await preview.run('ticket', 'close', 'i1', '--preview', '--json')).toBe(0);
    for (const { engine } of [no, preview]) {
      expect(engine.callsOf('actions.start')).toBe(0);
      expect(engine.callsOf('actions.discard')).toBe(1);
    }
    expect(preview.lastRecord()).toMatchObject({ type: 'result', state: 'preview', counts: { planned: 2 } });
  });

  it('deletes only as many as were named exactly, also with --yes', async () => {
    for (const given of [['--yes'], ['--yes', '--confirm', '4']]) {
      const desk = await aDeskWithImport();
      expect(await desk.run('delete', 'i1', ...given)).toBe(2);
      expect(desk.err()).toContain('--confirm 2');
      expect(desk.engine.callsOf('actions.start')).toBe(0);
    }
    const desk = await aDeskWithImport();
    expect(await desk.run('delete', 'i1', '--confirm', '2')).toBe(0);
    expect(desk.engine.inputOf('actions.start')).toEqual({ actionId: 1, confirm: 2 });
    expect(desk.out()).toContain('O que ia ser excluído foi salvo em /dados/reports/excluir-a1.csv');
  });

  it('takes numbers of a file or of standard input, and a saved audience, which is made a list', async () => {
    const file = await aDeskWithImport();
    expect(await file.run('comment', '--text', 'Ligou', '--numbers', aFile('11 98765-4321'), '--yes')).toBe(0);
    expect(file.engine.inputOf('actions.create')).toMatchObject({
      wish: { verb: 'comment', text: 'Ligou' },
      target: { kind: 'numbers', text: '11 98765-4321', country: 'BR', area: null },
    });
    const input = await aDeskWithImport({ input: '98765-4321' });
    expect(await input.run('unblock', '--numbers', '-', '--default-area', '11', '--yes')).toBe(0);
    expect(input.engine.inputOf('actions.create')).toMatchObject({ target: { text: '98765-4321', area: '11' } });
    const audience = await aDeskWithImport();
    expect(await audience.run('department', 'set', 'comercial', '--audience', 'clientes vip', '--yes')).toBe(0);
    expect(audience.engine.inputOf('actions.create')).toMatchObject({
      wish: { verb: 'setDepartment', department: { id: 'd1', name: 'Comercial' } },
      target: { kind: 'import', importId: 1 },
    });
  });

  it('finds departments, agents and subjects of tickets by their names', async () => {
    const desk = await aDeskWithImport();
    const open = ['ticket', 'open', 'i1', '--department', 'Comercial', '--user', 'bruno', '--comment', 'Oi', '--yes'];
    expect(await desk.run(...open)).toBe(0);
    expect(desk.engine.inputOf('actions.create')).toMatchObject({
      name: 'Abrir chamados: Comercial, Bruno',
      wish: { verb: 'openTicket', department: { id: 'd1' }, user: { id: 'u1' }, comment: 'Oi' },
    });
    const close = await aDeskWithImport();
    expect(await close.run('ticket', 'close', 'i1', '--topic', 'Perdido', '--yes')).toBe(2);
    expect(close.err()).toContain('Use um destes: Resolvido');
  });

  it.each([
    [['tag', 'add', 'VIP'], /Diga a quem/],
    [['tag', 'add', 'VIP', 'i1', '--numbers', '-'], /um dos três/],
    [['tag', 'set', 'VIP', 'i1'], /tag add/],
    [['ticket', 'open', 'i1'], /pedem --department/],
    [['comment', 'i1'], /--text/],
    [['block', 'i1', '--rate', '601'], /--rate/],
    [['block', 'i1'], /Acrescente --yes/],
  ])('says what is wrong with %j, before anything is asked', async (args, sentence) => {
    const desk = await aDeskWithImport();
    expect(await desk.run(...args)).toBe(2);
    expect(desk.err()).toMatch(sentence);
    expect(desk.engine.callsOf('actions.create')).toBe(0);
  });

  it('says what failed, how to try it again and what waits for a person, and ends with 3', async () => {
    const left = [
      anItem(1, { state: 'done' }),
      anItem(2, { state: 'failed', problem: { kind: 'tagRefused', tag: 'VIP', detail: 'HTTP 400' } }),
      anItem(3, { state: 'held', problem: { kind: 'actionInDoubt' } }),
    ];
    const desk = await aDeskWithImport({}, left);
    expect(await desk.run('tag', 'add', 'VIP', 'i1', '--yes')).toBe(3);
    expect(desk.out()).toContain('HTTP 400');
    expect(desk.out() + desk.err()).toContain('malote retry a1');
    const rows = aDesk({ engine: desk.engine });
    expect(await rows.run('rows', 'a1', '--state', 'failed', '--json')).toBe(0);
    expect(rows.records()).toMatchObject([{ type: 'row', job: 'a1', state: 'failed' }, { counts: { failed: 1 } }]);
  });
});

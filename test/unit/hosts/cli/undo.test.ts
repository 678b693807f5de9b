import { describe, expect, it } from 'vitest';
import type { UndoCount } from '#shared/rpc/undos.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine, type FakeOptions } from './fake-engine.ts';

const count = (action: UndoCount['action'], state: UndoCount['state'], many: number, problem?: string): UndoCount => ({
  ...{ action, state, count: many },
  problem: problem ?? null,
});
const found = [
  count('delete', 'planned', 4),
  count('restore', 'planned', 2),
  count('delete', 'kept', 1, 'contactUsedSince'),
];
const end = [
  count('delete', 'deleted', 4),
  count('restore', 'restored', 2),
  count('delete', 'kept', 1, 'contactUsedSince'),
];

/** A desk at which a sheet was imported already. */
async function aDeskWithImport(undo: FakeOptions['undo'], more: Omit<Parameters<typeof aDesk>[0], 'engine'> = {}) {
  const engine = createFakeEngine(undo === undefined ? {} : { undo });
  await aDesk({ engine }).run('import', 'a.csv', '--yes');
  return aDesk({ engine, ...more });
}

describe('malote undo', () => {
  it('looks, tells what would be undone and why the others stay, asks with the numbers, and does it', async () => {
    const desk = await aDeskWithImport({ found, end }, { answers: ['s'] });
    expect(await desk.run('undo', 'i1')).toBe(0);
    expect(desk.questions).toEqual(['Desfazer? 4 contatos serão excluídos e 2 terão de volta o que tinham. (s/N) ']);
    expect(desk.out()).toMatch(/A desfazer: excluir +4\n/);
    expect(desk.out()).toContain('O contato foi usado depois da importação');
    expect(desk.out()).toMatch(/Excluído +4\nComo antes +2\nMantido +1\nTotal +7\n/);
    expect(desk.engine.callsOf('undos.start')).toBe(1);
  });

  it('undoes nothing without a clear yes, nor in a rehearsal, and says how to', async () => {
    const no = await aDeskWithImport({ found, end }, { answers: ['n'] });
    expect(await no.run('undo', 'i1')).toBe(0);
    const dry = await aDeskWithImport({ found, end });
    expect(await dry.run('undo', 'u1', '--dry-run')).toBe(0);
    for (const { engine, err } of [no, dry]) {
      expect(engine.callsOf('undos.start')).toBe(0);
      expect(err()).toContain('Nada foi mudado.');
    }
  });

  it('does not ask where it was allowed, and ends with one result for programs', async () => {
    const desk = await aDeskWithImport({ found, end });
    expect(await desk.run('undo', 'i1', '--yes', '--json')).toBe(0);
    expect(desk.lastRecord()).toMatchObject({
      ...{ type: 'result', job: 'u1', state: 'done', counts: { deleted: 4, restored: 2, kept: 1 } },
      causes: [{ problem: { kind: 'contactUsedSince' }, count: 1 }],
    });
  });

  it('ends with 3 where the account refused some', async () => {
    const refused = [count('delete', 'deleted', 3), count('delete', 'failed', 1, 'contactNotDeleted')];
    const desk = await aDeskWithImport({ found, end: refused });
    expect(await desk.run('undo', 'i1', '--yes')).toBe(3);
    expect(desk.out()).toContain('O Digisac não excluiu o contato');
  });

  it('ends at once where nothing can be taken back', async () => {
    const desk = await aDeskWithImport({ found: [count('delete', 'gone', 2)], end: [] });
    expect(await desk.run('undo', 'i1', '--yes')).toBe(0);
    expect(desk.engine.callsOf('undos.start')).toBe(0);
    expect(desk.out()).toMatch(/Já não existia +2/);
  });

  it('takes no campaign, and needs a word where there is nobody to ask', async () => {
    const desk = await aDeskWithImport({ found, end });
    expect(await desk.run('undo', 'c1', '--yes')).toBe(2);
    const silent = await aDeskWithImport({ found, end });
    expect(await silent.run('undo', 'i1')).toBe(2);
    expect(silent.err()).toContain('--dry-run');
    expect(silent.engine.callsOf('undos.look')).toBe(0);
  });
});

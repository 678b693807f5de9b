import { describe, expect, it } from 'vitest';
import type { Problem } from '#shared/problem.ts';
import { noAudiences } from '../../../support/fake-engine-audiences.ts';
import { aDesk } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

function aListDesk(refuse: Readonly<Record<string, Problem>> = {}) {
  const audiences = noAudiences();
  const engine = createFakeEngine({ audiences, refuse });
  return { ...aDesk({ engine }), audiences, desk: () => aDesk({ engine }) };
}

describe('malote blocklist', () => {
  it('loads a file under its name, of today unless a date is told, and says what could not be read', async () => {
    const { run, engine, out, err } = aListDesk();
    expect(await run('blocklist', 'import', 'dados/nao-perturbe.csv', '--area', '11', '--area', '19')).toBe(0);
    expect(engine.inputOf('blockLists.load')).toMatchObject({
      path: expect.stringMatching(/[\\/]dados[\\/]nao-perturbe\.csv$/),
      ...{ name: 'nao-perturbe', dated: '2026-11-23', areas: ['11', '19'], goodForDays: null, replaces: null },
    });
    expect(out()).toBe('nao-perturbe: 2.000 números, de 2026-11-23 (-)\n');
    expect(err()).toMatch(/3 linhas sem um número/);
  });

  it('puts a list in the place of the one with its name', async () => {
    const { desk, engine } = aListDesk();
    const load = (...more: readonly string[]) =>
      desk().run('blocklist', 'import', 'a.csv', '--name', 'Procon', ...more);
    await load();
    await load('--dated', '2026-11-01', '--good-for', '30', '--source', 'Procon-SP');
    expect(engine.inputOf('blockLists.load')).toMatchObject({
      ...{ replaces: 1, dated: '2026-11-01', goodForDays: 30, source: 'Procon-SP' },
    });
  });

  it.each([
    ['--area', '1'],
    ['--area', 'SP'],
    ['--dated', 'ontem'],
    ['--dated', '2026-02-30'],
    ['--good-for', '0'],
    ['--good-for', 'sempre'],
  ])('does not begin with %s %s', async (option, value) => {
    const { run, told, err } = aListDesk();
    expect(await run('blocklist', 'import', 'a.csv', option, value)).toBe(2);
    expect(err()).toContain(`A opção ${option} não aceita “${value}”`);
    expect(told).toEqual([]);
  });

  it.each([
    [{ kind: 'fileEmpty' }, 5, /vazio/],
    [{ kind: 'blockListEmpty' }, 5, /não tem nenhum número/],
    [{ kind: 'fileNotFound' }, 5, /não foi encontrado/],
  ] as const)('ends a file that is no list in one sentence: %j', async (problem, code, sentence) => {
    const { run, err } = aListDesk({ 'blockLists.load': problem });
    expect(await run('blocklist', 'import', 'a.csv')).toBe(code);
    expect(err()).toMatch(sentence);
  });

  it('takes a list away by its name, and names those that there are', async () => {
    const { desk, audiences } = aListDesk();
    await desk().run('blocklist', 'import', 'procon.csv');
    const wrong = desk();
    expect(await wrong.run('blocklist', 'remove', 'Nada')).toBe(2);
    expect(wrong.err()).toMatch(/“Nada”\. Escolha uma destas: procon\./);
    expect(audiences.blockLists).toHaveLength(1);
    expect(await desk().run('blocklist', 'remove', 'procon')).toBe(0);
    expect(audiences.blockLists).toEqual([]);
  });

  it.each([[['import']], [['esvaziar', 'x']], [['remove']]])('does not know what %j means', async (words) => {
    const { run, err } = aListDesk();
    expect(await run('blocklist', ...words)).toBe(2);
    expect(err()).toMatch(/malote blocklist list, import ARQUIVO ou remove NOME/);
  });
});

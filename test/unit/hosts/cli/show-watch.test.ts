import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aDesk, type DeskOptions } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

/** A campaign half-way, and somebody who watches it in another terminal. */
async function aWatch(options: DeskOptions, ...argv: readonly string[]) {
  const engine = createFakeEngine({ holdAt: 'send' });
  await aDesk({ engine }).run('import', 'clientes.csv', '--yes');
  const sending = aDesk({ engine }).run('send', 'i1', '--text', 'Oi');
  await engine.held;
  const before = engine.watched();
  const desk = aDesk({ ...options, engine });
  const ended = desk.run('show', 'c1', '--watch', ...argv);
  while (engine.watched() <= before) await turn();
  for (let i = 0; i < 20; i += 1) await turn();
  const end = async () => {
    engine.release();
    await sending;
    return ended;
  };
  return { engine, desk, end };
}

describe('malote show --watch', () => {
  it('keeps pace, outcomes and time left at the foot of a terminal, and leaves only the end there', async () => {
    const { desk, end } = await aWatch({ isTerminal: true });
    const live = desk.err();
    expect(live).toMatch(/^c1 {2}clientes .* {2}Loja$/m);
    expect(live).toMatch(/Enviando .*█+.* 50% .*1 de 2 .*falta 1 min 20 s/);
    expect(live).toMatch(/^Na fila +2$/m);
    expect(live).toMatch(/^Total +2$/m);
    expect(desk.out()).toBe('');

    expect(await end()).toBe(0);
    // What was drawn last is taken away: up over its lines, and everything below.
    expect(desk.err().endsWith('\u001b[6A\r\u001b[J')).toBe(true);
    expect(desk.out()).toMatch(/^Aceito +2$/m);
  });

  it('writes lines where no terminal is', async () => {
    const { desk, end } = await aWatch({});
    expect(desk.err()).toMatch(/^Enviando: +50%, 1 de 2, .*falta 1 min 20 s$/m);
    expect(desk.err()).not.toContain('\u001b');
    expect(await end()).toBe(0);
  });

  it('tells programs of each change, and the result last', async () => {
    const { desk, end } = await aWatch({}, '--json');
    expect(await end()).toBe(0);
    const types = desk.records().map(({ type }) => type);
    expect(types).toContain('progress');
    expect(desk.records().at(-1)).toMatchObject({ type: 'result', job: 'c1', state: 'done', counts: { accepted: 2 } });
  });
});

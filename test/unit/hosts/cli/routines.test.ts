import { describe, expect, it } from 'vitest';
import { aRoutine, aRun, noHabit } from '../../../support/fake-engine-habit.ts';
import { aDesk, type DeskOptions } from './desk.ts';
import { createFakeEngine } from './fake-engine.ts';

function aRoutineDesk(options: DeskOptions = {}, routine = aRoutine()) {
  const habit = { ...noHabit(), routines: [routine] };
  const engine = createFakeEngine({ habit });
  return { ...aDesk({ ...options, engine }), habit, desk: () => aDesk({ ...options, engine }) };
}

describe('malote routines', () => {
  it('lists them with when they are due and what became of the last time', async () => {
    const { run, out } = aRoutineDesk();
    expect(await run('routines')).toBe(0);
    expect(out()).toMatch(/^1 +Novidades da semana +Conta da Loja +mon 09:00 +30\/11\/2026 09:00 +Enviada$/m);
  });

  it('says where to make the first one', async () => {
    const { run, err } = aDesk();
    expect(await run('routines', 'list')).toBe(0);
    expect(err()).toMatch(/Crie uma na janela/);
  });

  it('tells programs a line each', async () => {
    const { run, records } = aRoutineDesk();
    await run('routines', 'list', '--json');
    expect(records()).toMatchObject([
      { type: 'row', id: 1, run: { state: 'done' } },
      { type: 'result', counts: { routines: 1 } },
    ]);
    expect(JSON.stringify(records())).not.toContain('Olá');
  });

  it('pauses, resumes and removes one', async () => {
    const { desk, habit } = aRoutineDesk();
    await desk().run('routines', 'pause', '1');
    expect(habit.routines[0]?.isPaused).toBe(true);
    await desk().run('routines', 'resume', '1');
    expect(habit.routines[0]?.isPaused).toBe(false);
    expect(await desk().run('routines', 'remove', '1')).toBe(0);
    expect(habit.routines).toEqual([]);
    expect(await desk().run('routines', 'pause', '1')).toBe(2);
  });

  it('takes only a yes for a removal', async () => {
    const { run, habit } = aRoutineDesk({ answers: ['n'] });
    await run('routines', 'remove', '1');
    expect(habit.routines).toHaveLength(1);
  });

  it.each([[['run']], [['run', 'x']], [['nada', '1']], [['list', '1']]])('does not understand %j', async (words) => {
    const { run, told } = aRoutineDesk();
    expect(await run('routines', ...words)).toBe(2);
    expect(told).toEqual([]);
  });

  it('runs one now, and leaves its question to a person where there is none', async () => {
    const { run, engine, err, records } = aRoutineDesk();
    expect(await run('routines', 'run', '1', '--json')).toBe(3);
    expect(err()).toMatch(/espera a sua palavra/);
    expect(records().at(-1)).toMatchObject({ type: 'result', state: 'waiting' });
    expect(engine.callsOf('routines.answer')).toBe(0);
  });

  it('asks with the number of people, and sends nothing after a no', async () => {
    const { run, questions, engine } = aRoutineDesk({ answers: ['n'] });
    expect(await run('routines', 'run', '1')).toBe(0);
    expect(questions[0]).toContain('812 contatos');
    expect(engine.inputOf('routines.answer')).toEqual({ runId: 77, goes: false });
  });

  it('follows the campaign of its run to the end', async () => {
    const { desk, engine } = aRoutineDesk();
    await desk().run('import', 'clientes.csv', '--yes');
    await desk().run('send', 'i1', '--text', 'Oi');
    const { run, out } = desk();
    expect(await run('routines', 'run', '1', '--yes')).toBe(0);
    expect(out()).toMatch(/^c1 .*Concluída/m);
    expect(engine.inputOf('routines.answer')).toEqual({ runId: 77, goes: true });
  });

  it('ends with what kept a run from being sent', async () => {
    const failed = aRun({ id: 77, state: 'failed', reason: { kind: 'noNumberColumn' }, campaignId: null });
    const { run, habit, err } = aRoutineDesk();
    habit.history.set(1, [failed]);
    expect(await run('routines', 'run', '1', '--yes')).toBe(2);
    expect(err()).toMatch(/qual coluna tem o número/);
  });
});

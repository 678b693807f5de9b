import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aDesk } from './desk.ts';
import { createFakeEngine, type FakeOptions, withNouns } from './fake-engine.ts';

async function sending(options: FakeOptions = {}, argv: readonly string[] = []) {
  const engine = createFakeEngine({ holdAt: 'send', ...options });
  await aDesk({ engine }).run('import', 'a.csv', '--yes');
  const desk = aDesk({ engine });
  const ended = desk.run('send', 'i1', '--text', 'Oi', ...argv);
  await engine.held;
  // Until the command follows its job.
  while (engine.watched() < 4) await turn();
  return { ...desk, ended };
}

describe('a command that is told to stop', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s pauses its job cleanly, says how to go on, and ends with %i', async (signal, code) => {
    const { stop, ended, engine, err, enginesOpen, told } = await sending();

    stop(signal);

    expect(await ended).toBe(code);
    expect(engine.campaigns[0]).toMatchObject({ status: 'paused', reason: { kind: 'pausedByUser' } });
    expect(err()).toContain('Pausando… Ctrl-C de novo para sair já; nada se perde.');
    expect(err()).toContain('Pausado. Nada se perdeu');
    expect(err()).toContain('malote resume c1');
    expect(enginesOpen()).toBe(0);
    expect(told.at(-1)).toBe('awake false');
  });

  it('tells programs where it stands as the last line', async () => {
    const { stop, ended, lastRecord } = await sending({}, ['--json']);

    stop('SIGINT');
    await ended;

    expect(lastRecord()).toEqual({
      type: 'result',
      job: 'c1',
      state: 'paused',
      counts: { queued: 2 },
      reason: { kind: 'pausedByUser' },
    });
  });

  it('ends at once at the second Ctrl-C', async () => {
    const { stop, ended, told } = await sending();

    stop('SIGINT');
    stop('SIGINT');
    await ended;

    expect(told.filter((word) => word.startsWith('end now'))).toEqual(['end now 130']);
  });

  it('because nobody reads it any more ends quietly', async () => {
    const { stop, ended, err, engine, told } = await sending();

    const before = err();
    stop('gone');
    stop('gone');

    expect(await ended).toBe(0);
    expect(engine.campaigns[0]?.status).toBe('paused');
    expect(err().slice(before.length)).not.toContain('Ctrl-C');
    expect(told.some((word) => word.startsWith('end now'))).toBe(false);
  });

  it('pauses an import wherever it is', async () => {
    const engine = createFakeEngine({ holdAt: 'create' });
    const { run, stop, err } = aDesk({ engine });

    const ended = run('import', 'a.csv', '--yes');
    await engine.held;
    while (engine.watched() < 3) await turn();
    stop('SIGINT');

    expect(await ended).toBe(130);
    expect(engine.imports[0]).toMatchObject({ status: 'paused', phase: 'create' });
    expect(err()).toContain('malote resume i1');
  });

  it('takes a sheet that it only looked into out of the log', async () => {
    const engine = createFakeEngine({ holdAt: 'stage' });
    const { run, stop, lastRecord } = aDesk({ engine });

    const ended = run('inspect', 'a.csv', '--json');
    await engine.held;
    while (engine.watched() < 1) await turn();
    stop('SIGINT');

    expect(await ended).toBe(130);
    expect(engine.imports).toEqual([]);
    expect(lastRecord()).toMatchObject({ type: 'result', job: null, state: 'interrupted' });
  });

  it('leaves a job alone that it only watched', async () => {
    const { engine } = await sending();
    const { run, stop } = aDesk({ engine });

    const before = engine.watched();
    const ended = run('show', 'c1', '--watch');
    while (engine.watched() === before) await turn();
    stop('SIGINT');

    expect(await ended).toBe(130);
    expect(engine.campaigns[0]?.status).toBe('running');
  });

  it('while nothing is under way ends all the same', async () => {
    const engine = createFakeEngine();
    const list = () => new Promise<never>(() => undefined);
    const { get, pause, resume, cancel, retry } = engine.client.jobs;
    const never = withNouns(engine.client, { jobs: { list, get, pause, resume, cancel, retry } });
    const { run, stop, lastRecord } = aDesk({ engine: { ...engine, client: never } });

    const ended = run('jobs', '--json');
    await turn();
    stop('SIGTERM');

    expect(await ended).toBe(143);
    expect(lastRecord()).toEqual({ type: 'result', job: null, state: 'interrupted', counts: {} });
  });
});

describe('a command that is told to stop before it has begun', () => {
  it('leaves the engine as soon as that is there, and does nothing in it', async () => {
    const opens = Promise.withResolvers<void>();
    const { run, stop, engine, told, enginesOpen } = aDesk({ opens: opens.promise });

    const ended = run('import', 'a.csv', '--yes');
    while (told.length === 0) await turn();
    stop('SIGINT');
    opens.resolve();

    expect(await ended).toBe(130);
    expect(engine.calls).toEqual([]);
    expect(enginesOpen()).toBe(0);
  });

  it('creates nothing, whatever is answered after that', async () => {
    const hand: { stop: () => void } = { stop: () => undefined };
    const desk = aDesk({ answers: ['s'], onQuestion: () => hand.stop() });
    hand.stop = () => desk.stop('SIGINT');

    expect(await desk.run('import', 'a.csv')).toBe(130);
    for (let n = 0; n < 10; n += 1) await turn();
    expect(desk.engine.callsOf('imports.create')).toBe(0);
  });
});

describe('an engine that breaks', () => {
  it('and comes back is followed on', async () => {
    const engine = createFakeEngine({ holdAt: 'send' });
    await aDesk({ engine }).run('import', 'a.csv', '--yes');
    let breaks = 3;
    const watch: typeof engine.client.system.watch = (...ask) => {
      breaks -= 1;
      if (breaks >= 0) return Promise.reject(new Error('the port is gone'));
      engine.release();
      return engine.client.system.watch(...ask);
    };
    const { doctor, samples } = engine.client.system;
    const client = withNouns(engine.client, { system: { watch, doctor, samples } });

    expect(await aDesk({ engine: { ...engine, client } }).run('send', 'i1', '--text', 'Oi')).toBe(0);
    expect(breaks).toBe(-1);
  });

  it('for good ends the command with 1, in words', async () => {
    const broken = Promise.withResolvers<never>();
    const engine = createFakeEngine({ holdAt: 'send' });
    await aDesk({ engine }).run('import', 'a.csv', '--yes');
    const { run, err } = aDesk({ engine, broken: broken.promise });

    const ended = run('send', 'i1', '--text', 'Oi');
    await engine.held;
    broken.reject(new Error('the engine broke: RangeError'));

    expect(await ended).toBe(1);
    expect(err()).toContain('Nada foi enviado em dobro');
  });
});

describe('a job that somebody else pauses', () => {
  it('ends its command with 7, and says how to go on', async () => {
    const { ended, engine, err } = await sending();

    engine.stand('c1', 'paused', { kind: 'pausedByUser' });

    expect(await ended).toBe(7);
    expect(err()).toContain('malote resume c1');
  });
});

import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type EngineEnd, type EngineThread, startEngine } from '#main/hosts/engine-thread.ts';
import { aPlatform, aRunningEngine, fakePlaces, linesOf, teach, temporaryFolder } from './fakes.ts';

/** A port that was handed to a thread just before its end breaks as well, so a face asks until it is answered. */
const startsSeenBy = async (engine: EngineThread): Promise<number> => {
  const { client } = engine.client();
  for (;;) {
    const answer = await client.system.doctor().catch(() => null);
    if (answer !== null) return answer.databaseBytes;
  }
};

const endOf = (engine: EngineThread): Promise<EngineEnd> => new Promise((resolve) => engine.onExit(resolve));

describe('the thread of the engine', () => {
  it('serves the contract to several faces at once', async () => {
    const { engine, dataFolder } = await aRunningEngine();
    const [one, two] = [engine.client(), engine.client()];

    const answers = await Promise.all([one.client.system.doctor(), two.client.system.doctor()]);

    expect(answers.map(({ version }) => version)).toEqual(['1.2.3', '1.2.3']);
    expect(linesOf(dataFolder, 'starts.log')).toEqual(['goOnAtStart=false']);
  });

  it('gets its tokens and the practice account from the host, which starts that account once', async () => {
    const { engine, dataFolder } = await aRunningEngine();

    const seen = await engine.client().client.system.samples();

    expect(Object.fromEntries(seen.map(({ name, path }) => [name, path]))).toEqual({
      kept: 'the token',
      removed: 'null',
      practice: 'http://127.0.0.1:9/api/v1',
      'practice again': 'http://127.0.0.1:9/api/v1',
    });
    expect(linesOf(dataFolder, 'practice/starts.log')).toHaveLength(1);
  });

  it('tells the problem that keeps the engine from starting', async () => {
    const dataFolder = temporaryFolder();
    teach(dataFolder, { start: [{ kind: 'dataFolderHeld' }] });

    const started = await startEngine({ platform: aPlatform(dataFolder), places: fakePlaces, goOnAtStart: true });

    expect(started).toEqual({ ok: false, error: { kind: 'dataFolderHeld' } });
  });

  it('throws when the thread breaks before it is ready, without a word of what the error said', async () => {
    const dataFolder = temporaryFolder();
    teach(dataFolder, { start: ['crash'] });

    const start = startEngine({ platform: aPlatform(dataFolder), places: fakePlaces, goOnAtStart: true });

    await expect(start).rejects.toThrow(/RangeError at .*fake-engine\.ts/);
    await expect(start).rejects.not.toThrow(/5511987654321/);
  });

  it('throws when the script of the thread is not there', async () => {
    const places = { ...fakePlaces, engine: '/nowhere/engine.js' };

    const start = startEngine({ platform: aPlatform(temporaryFolder()), places, goOnAtStart: true });

    await expect(start).rejects.toThrow('the engine broke before it was ready');
  });

  it('is started anew when it breaks: calls under way break, later ones reach the new thread, jobs go on', async () => {
    const { engine, dataFolder } = await aRunningEngine();
    const { client } = engine.client();
    const waiting = client.imports.get({ importId: 1 });

    const breaking = client.imports.discard({ importId: 1 });

    await expect(breaking).rejects.toThrow();
    await expect(waiting).rejects.toThrow();
    expect(await startsSeenBy(engine)).toBe(1);
    expect(linesOf(dataFolder, 'starts.log')).toEqual(['goOnAtStart=false', 'goOnAtStart=true looksForDamage=true']);
  });

  it('closes the ports of faces when it breaks, so that they come again', async () => {
    const { engine } = await aRunningEngine();
    const old = engine.connect();
    old.start();
    const closed = once(old, 'close');

    engine
      .client()
      .client.imports.discard({ importId: 1 })
      .catch(() => undefined);
    await closed;

    expect(await startsSeenBy(engine)).toBe(1);
  });

  it('gives up after as many crashes as it has pauses, and tells what is known of the last one', async () => {
    const { engine, dataFolder } = await aRunningEngine({ start: ['ready', 'crash', 'crash'] });
    const end = endOf(engine);
    const { client } = engine.client();

    const breaking = client.imports.discard({ importId: 1 });

    await expect(breaking).rejects.toThrow();
    const told = await end;
    expect(told.kind === 'broken' && told.crash.what).toBe('RangeError');
    expect(JSON.stringify(told)).not.toContain('5511987654321');
    expect(linesOf(dataFolder, 'starts.log')).toHaveLength(3);
    // Nobody is left to answer: a late face is turned away instead of waiting for ever.
    await expect(client.system.doctor()).rejects.toThrow();
  });

  it('gives up with the problem when the new thread finds the folder taken', async () => {
    const held = { kind: 'dataFolderHeld' } as const;
    const { engine } = await aRunningEngine({ start: ['ready', held, held] });
    const end = endOf(engine);

    engine
      .client()
      .client.imports.discard({ importId: 1 })
      .catch(() => undefined);

    expect(await end).toEqual({ kind: 'broken', crash: { what: 'dataFolderHeld', where: [] } });
  });

  it('ends at once, with the reason, where the database turns out to be damaged after a crash', async () => {
    const problem = { kind: 'databaseDamaged', path: '/data/malote.sqlite' } as const;
    const { engine, dataFolder } = await aRunningEngine({ start: ['ready', problem, 'ready'] });
    const end = endOf(engine);
    engine
      .client()
      .client.imports.discard({ importId: 1 })
      .catch(() => undefined);
    expect(await end).toEqual({ kind: 'failed', problem });
    expect(linesOf(dataFolder, 'starts.log')).toEqual(['goOnAtStart=false', 'goOnAtStart=true looksForDamage=true']);
  });

  it('stops cleanly when asked, once, however often it is asked', async () => {
    const { engine, dataFolder } = await aRunningEngine();
    await engine.client().client.system.samples();

    await Promise.all([engine.stop(), engine.stop()]);

    expect(await endOf(engine)).toEqual({ kind: 'stopped' });
    expect(linesOf(dataFolder, 'stops.log')).toEqual(['stopped']);
  });

  it('ends a thread that does not stop in time', async () => {
    const { engine } = await aRunningEngine({ stop: 'hang' }, { stopWithinMs: 50 });

    await engine.stop();

    expect(await endOf(engine)).toEqual({ kind: 'stopped' });
  });

  it('stops while it waits to start the thread anew', async () => {
    const { engine, dataFolder } = await aRunningEngine({}, { restartPausesMs: [3_600_000] });
    const { client } = engine.client();
    await expect(client.imports.discard({ importId: 1 })).rejects.toThrow();

    await engine.stop();

    expect(linesOf(dataFolder, 'starts.log')).toHaveLength(1);
  });

  it('stops while the new thread is still starting', async () => {
    const { engine } = await aRunningEngine({ start: ['ready', 'silent'] });
    const { client } = engine.client();
    await expect(client.imports.discard({ importId: 1 })).rejects.toThrow();

    await engine.stop();

    expect(await endOf(engine)).toEqual({ kind: 'stopped' });
  });
});

import { describe, expect, it, onTestFinished } from 'vitest';
import { openEngine } from '#main/hosts/cli/engine.ts';
import { connectToRunning, listenForOthers } from '#main/hosts/instance.ts';
import { aPlatform, aRunningEngine, type Behaviour, fakePlaces, linesOf, teach, temporaryFolder } from '../fakes.ts';

/** The real way in, over an engine's thread that does nothing else than answer. */
async function opened(sharing: 'own' | 'shared', dataFolder: string, behaviour: Behaviour = {}) {
  teach(dataFolder, behaviour);
  const engine = await openEngine({ platform: aPlatform(dataFolder), places: fakePlaces }, sharing);
  onTestFinished(async () => {
    if (engine.ok) await engine.value.close();
  });
  return engine;
}

describe('the engine of a command', () => {
  it('is its own where nobody holds the data folder; jobs wait for a command to go on', async () => {
    const dataFolder = temporaryFolder();
    const engine = await opened('shared', dataFolder);
    if (!engine.ok) throw new Error(engine.error.kind);

    expect((await engine.value.client.system.doctor()).dataFolder).toBe(dataFolder);
    expect(linesOf(dataFolder, 'starts.log')).toEqual(['goOnAtStart=false']);
    await engine.value.close();
    expect(linesOf(dataFolder, 'stops.log')).toEqual(['stopped']);
  });

  it('is the one of the Malote that holds the folder, which goes on when the command is over', async () => {
    const running = await aRunningEngine();
    const listening = await listenForOthers(running.engine, running.dataFolder);
    onTestFinished(() => listening.close());
    const engine = await openEngine({ platform: aPlatform(running.dataFolder), places: fakePlaces }, 'shared');
    if (!engine.ok) throw new Error(engine.error.kind);

    await engine.value.client.jobs.pause({ job: 'c1' });
    await engine.value.close();

    expect(linesOf(running.dataFolder, 'starts.log')).toHaveLength(1);
    expect(linesOf(running.dataFolder, 'moves.log')).toEqual(['c1 paused']);
    expect(linesOf(running.dataFolder, 'stops.log')).toEqual([]);
  });

  it('lets other commands in while it is there', async () => {
    const dataFolder = temporaryFolder();
    const engine = await opened('own', dataFolder);
    if (!engine.ok) throw new Error(engine.error.kind);

    const other = await connectToRunning(dataFolder);
    if (other === null) throw new Error('nobody listens');
    onTestFinished(() => other.close());
    await other.client.jobs.pause({ job: 'c1' });
    expect(linesOf(dataFolder, 'moves.log')).toEqual(['c1 paused']);

    await engine.value.close();
    expect(await connectToRunning(dataFolder)).toBeNull();
  });

  it.each(['own', 'shared'] as const)(
    '(%s) is refused where the folder is held and nobody answers',
    async (sharing) => {
      const engine = await opened(sharing, temporaryFolder(), { start: [{ kind: 'dataFolderHeld' }] });

      expect(engine).toEqual({ ok: false, error: { kind: 'dataFolderHeld' } });
    },
  );
});

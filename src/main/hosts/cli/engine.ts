import { type Problem, ProblemError } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type EngineThread, startEngine } from '../engine-thread.ts';
import { connectToRunning, listenForOthers } from '../instance.ts';
import type { Places } from '../paths.ts';
import type { Platform } from '../platform.ts';
import type { OpenEngine } from './host.ts';

/**
 * The engine of a data folder. `shared`: the one of another Malote where it holds the folder, otherwise one of our own.
 * Jobs wait for a command to go on. Problems: dataFolderHeld and whatever else keeps the engine from starting.
 */
export async function openEngine(
  { platform, places }: { readonly platform: Platform; readonly places: Pick<Places, 'engine' | 'practice'> },
  sharing: 'own' | 'shared',
): Promise<Result<OpenEngine, Problem>> {
  const running = sharing === 'shared' ? await openRunning(platform.dataFolder) : null;
  if (running !== null) return ok(running);
  const started = await startEngine({ platform, places, goOnAtStart: false });
  if (started.ok) return ok(await ownEngine(started.value, platform.dataFolder));
  // It may have begun to listen meanwhile.
  const late =
    sharing === 'shared' && started.error.kind === 'dataFolderHeld' ? await openRunning(platform.dataFolder) : null;
  return late === null ? err(started.error) : ok(late);
}

async function openRunning(dataFolder: string): Promise<OpenEngine | null> {
  const connection = await connectToRunning(dataFolder);
  if (connection === null) return null;
  return {
    client: connection.client,
    broken: new Promise(() => undefined),
    close: async () => connection.close(),
  };
}

async function ownEngine(engine: EngineThread, dataFolder: string): Promise<OpenEngine> {
  const { client, close }: { client: EngineClient; close: () => void } = engine.client();
  // So that `malote pause` in another terminal reaches the campaign that goes on in this one. Without it nothing is lost.
  const others = await listenForOthers(engine, dataFolder).catch(() => null);
  const broken = new Promise<never>((_, reject) => {
    engine.onExit((end) => {
      if (end.kind === 'failed') reject(new ProblemError(end.problem));
      if (end.kind === 'broken') reject(new Error(`the engine broke: ${end.crash.what}`));
    });
  });
  broken.catch(() => undefined);
  return {
    client,
    broken,
    close: async () => {
      close();
      await others?.close();
      await engine.stop();
    },
  };
}

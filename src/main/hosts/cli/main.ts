import { join } from 'node:path';
import { err, ok } from '#shared/result.ts';
import { serve } from '../browser/serve.ts';
import { dataFolderOf, thisSystem } from '../data-folder.ts';
import { exitCodeOfStart } from '../exit-codes.ts';
import { keepAwakeBy } from '../keep-awake.ts';
import { nodePlatform, versionIn } from '../node-platform.ts';
import { places } from '../paths.ts';
import { practiceThread } from '../practice-thread.ts';
import { startFailure } from '../start-failure.ts';
import { storeKeeper } from '../store-keeper.ts';
import { hasDisplay, processTerminal } from '../terminal.ts';
import { processConsole } from './console.ts';
import { openEngine } from './engine.ts';
import type { CliHost, Place } from './host.ts';
import { runCli } from './run.ts';

// The entry of the command line.

const platformOf = ({ dataDir, language, onFirstSecretInFile }: Place) =>
  nodePlatform({ places, language, onFirstSecretInFile, ...(dataDir === null ? {} : { dataFolder: dataDir }) });

const folderOf = (dataDir: string | null): string => {
  const system = thisSystem();
  return dataFolderOf(dataDir === null ? system : { ...system, env: { ...system.env, MALOTE_HOME: dataDir } });
};

const host: CliHost = {
  version: versionIn(places.packageFile),
  openEngine: async (place, sharing) => {
    const platform = platformOf(place);
    return platform.ok ? openEngine({ platform: platform.value, places }, sharing) : platform;
  },
  folderOf,
  storeKeeper: ({ dataDir }) => storeKeeper({ places, dataFolder: folderOf(dataDir) }),
  keepAwake: keepAwakeBy(process.platform, process.pid),
  serve: async (place, { port, webhooks }) => {
    const terminal = processTerminal();
    const platform = platformOf(place);
    if (!platform.ok) {
      terminal.say(startFailure(place.language, platform.error));
      return exitCodeOfStart(platform.error);
    }
    return serve({
      platform: platform.value,
      places,
      terminal,
      port,
      webhooks,
      opensBrowser: terminal.isInteractive && hasDisplay(process.platform, process.env),
      endNow: (code) => process.exit(code),
    });
  },
  practise: async (place, { port, seed, dialect, faults, official }) => {
    const platform = platformOf(place);
    if (!platform.ok) return err(platform.error);
    const practice = practiceThread({
      script: places.practice,
      // A folder of its own: the account of the window and of the demonstration stays as they left it.
      dataFolder: join(platform.value.dataFolder, 'practice-alone'),
      stopWithinMs: 15_000,
      behaviour: {
        ...(port === null ? {} : { port }),
        ...(seed === null ? {} : { seed }),
        ...(dialect.length === 0 ? {} : { dialect }),
        ...(faults.length === 0 ? {} : { faults }),
        ...(official ? { official } : {}),
      },
    });
    return ok({ at: await practice.address(), close: practice.stop });
  },
  endNow: (code) => process.exit(code),
};

const console = processConsole();
process.exitCode = await runCli(process.argv.slice(2), { console, host });
console.keyboard.release();

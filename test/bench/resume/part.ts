// A fresh process that goes on with what the last one left, as the engine's thread does (engine/thread.ts):
//   node test/bench/resume/part.ts FOLDER ADDRESS TOKEN
import { argv, hrtime } from 'node:process';

/** By the clock that the account notes arrivals with. */
const nowMs = () => Number(hrtime.bigint()) / 1e6;
const beganMs = nowMs();
// Loaded after the clock was read: modules take their time, another one than in the built host.
const { systemClock: clock } = await import('#main/engine/system-clock.ts');
const { openStore } = await import('#main/store/open.ts');
const { migrationsFolder } = await import('../../support/store.ts');
const { wireEngine } = await import('../../support/wire-engine.ts');

const [, , folder = '', address = '', token = ''] = argv;
const loadedMs = nowMs();
const opened = openStore({ folder, migrations: migrationsFolder, clock });
if (!opened.ok) throw new Error(opened.error.kind);
const openedMs = nowMs();
const silent = () => undefined;
const engine = wireEngine({
  practice: { address, token },
  store: opened.value,
  clock,
  random: Math.random,
  log: { info: silent, warn: silent, crash: (_, error) => console.error(error) },
  onCrash: (error) => {
    throw error;
  },
});
await engine.start({ goOn: true });
process.send?.({ beganMs, loadedMs, openedMs, startedMs: nowMs() });

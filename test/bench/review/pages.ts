// How long the engine takes for a page of the review, in a process of its own: node test/bench/review/pages.ts FOLDER IMPORT
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { argv } from 'node:process';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import type { RowFilter, RowOrder } from '#shared/rpc/imports.ts';
import { migrationsFolder } from '../../support/store.ts';
import { wireEngine } from '../../support/wire-engine.ts';

interface View {
  readonly filter: RowFilter;
  readonly search: string;
  readonly order: RowOrder | null;
}

const all = { filter: {}, search: '', order: null } as const;
const views: Readonly<Record<string, View>> = {
  'all rows': all,
  'one situation': { ...all, filter: { states: ['normalised'] } },
  'ready to create': { ...all, filter: { states: ['normalised', 'checked'] } },
  'by what the account said': { ...all, filter: { states: ['checked'], verdict: 'unknown' } },
  'a search': { ...all, search: 'silva' },
  'in the order of the names': { ...all, order: { column: 0, descending: false } },
};

const pageRows = 100;
const pagesOfView = 300;

/** One line of figures for each view, as JSON. */
async function measure(folder: string, importId: number): Promise<void> {
  const opened = openStore({ folder, migrations: migrationsFolder, clock });
  if (!opened.ok) throw new Error(opened.error.kind);
  const silent = () => undefined;
  const engine = wireEngine({
    practice: { address: 'http://127.0.0.1:9', token: '' },
    store: opened.value,
    clock,
    random: Math.random,
    log: { info: silent, warn: silent, crash: silent },
    onCrash: (error) => {
      throw error;
    },
  });
  for (const [name, view] of Object.entries(views)) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const begun = performance.now();
    const { total } = await engine.imports.rows({ importId, ...view, offset: 0, limit: pageRows });
    const firstMs = performance.now() - begun;
    delay.disable();
    const times: number[] = [];
    for (let i = 0; i < pagesOfView; i += 1) {
      // Spread over the whole: neighbours would come from the cache.
      const offset = Math.floor(((i * 0.618_034) % 1) * Math.max(1, total - pageRows));
      const startedAt = performance.now();
      const { rows } = await engine.imports.rows({ importId, ...view, offset, limit: pageRows });
      times.push(performance.now() - startedAt);
      if (rows.length !== Math.min(pageRows, total)) throw new Error(`${name}: ${rows.length} rows at ${offset}`);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? Number.NaN;
    const heldMs = delay.max / 1e6;
    console.log(JSON.stringify({ name, total, firstMs, heldMs, medianMs: at(0.5), most99Ms: at(0.99), mostMs: at(1) }));
  }
  opened.value.close();
}

await measure(argv[2] ?? '', Number(argv[3]));

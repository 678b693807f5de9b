// One life of Malote with an export in it, as a process that can be killed: its progress on standard output.
import { argv, stdout } from 'node:process';
import { z } from 'zod';
import { systemClock as clock } from '#main/engine/system-clock.ts';
import { openStore } from '#main/store/open.ts';
import type { ExportWish } from '#shared/export/wish.ts';
import { anyTicket, usualTicketColumns } from '#shared/lookup/tickets.ts';
import { migrationsFolder } from '../../support/store.ts';
import { wireEngine } from '../../support/wire-engine.ts';

const { folder, path, practice } = z
  .object({ folder: z.string(), path: z.string(), practice: z.object({ address: z.string(), token: z.string() }) })
  .parse(JSON.parse(argv[2] ?? ''));

const tell = (line: object) => stdout.write(`${JSON.stringify(line)}\n`);
const opened = openStore({ folder, migrations: migrationsFolder, clock });
if (!opened.ok) throw new Error(opened.error.kind);
const store = opened.value;
const engine = wireEngine({
  ...{ practice, store, clock, random: Math.random },
  log: { info: () => undefined, warn: () => undefined, crash: (event, error) => console.error(event, error) },
  onCrash: (error) => {
    throw error;
  },
});
await engine.start({ goOn: true });
const { id: accountId } = await engine.accounts.practice();
if (store.exports.find(1) === null) {
  const format = path.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const filter = { ...anyTicket, which: 'closed' } as const;
  const wish: ExportWish = { what: 'tickets', format, filter, columns: [...usualTicketColumns] };
  await engine.exportJobs.create({
    ...{ accountId, name: 'Export', wish, path, overwrites: false, language: 'pt-BR', timeZone: 'America/Sao_Paulo' },
  });
}
const begun = performance.now();
const watch = setInterval(() => {
  const { written, total, phase, status, reason } = store.exports.get(1);
  const { rss, heapUsed } = process.memoryUsage();
  tell({ written, total, phase, rss, heap: heapUsed, ms: performance.now() - begun });
  if (status === 'running') return;
  clearInterval(watch);
  if (status !== 'done') throw new Error(`ended as ${status}: ${JSON.stringify(reason)}`);
  void engine.stop().then(() => store.close());
}, 50);

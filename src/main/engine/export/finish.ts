import { dirname, join } from 'node:path';
import type { ExportGap, StoredExport } from '#main/store/exports.ts';
import { defused } from '#main/tabular/defuse.ts';
import { csvLine, csvMark } from '#main/tabular/write-csv.ts';
import { createArchive } from '#main/tabular/zip-archive.ts';
import { partialPath, partPath } from '#shared/export/name.ts';
import { formatOf, withoutSearch } from '#shared/export/wish.ts';
import { wordsOf } from '../report/words.ts';
import { blocked, finished, type StageEnd } from '../work.ts';
import { headOf } from './lists.ts';
import type { ExportDeps } from './writing.ts';

/** What an archive lacks is told in it, for so many. */
const mostGaps = 100_000;

/**
 * Makes the part the file that was asked for, in one step: under its name, or under one that says that it lacks something.
 * Where it goes is in the store before it goes there, so that after a kill nobody takes it for somebody else's file.
 * `lost`: the part is gone, and is to be made anew. Problems: targetThere, those of writing.
 */
export async function finishExport(
  deps: ExportDeps,
  one: StoredExport,
  signal: AbortSignal,
): Promise<StageEnd | { readonly kind: 'lost' }> {
  const { store, parts, clock } = deps;
  const { id, path, wish, bytes } = one;
  const part = partPath(path);
  const words = wordsOf(one.language, one.timeZone);
  const isPartial = one.failed > 0 || one.isCut;
  const isOwn = dirname(path) === join(store.folder, 'reports');
  const target = one.movedTo ?? (isPartial ? partialPath(path, words.translate('lookup.partial'), isOwn) : path);
  const end = (): StageEnd => {
    const plan = one.plan && { ...one.plan, people: [], organisations: {} };
    store.transact(() => store.exports.end(id, { wish: withoutSearch(wish), plan, nowMs: clock.now() }));
    return finished;
  };
  const length = await parts.lengthOf(part);
  if (length === null || length < bytes) {
    const isThere = one.movedTo !== null && (await parts.lengthOf(target)) !== null;
    return isThere ? end() : { kind: 'lost' };
  }
  if (one.movedTo === null) {
    if (!one.overwrites && (await parts.lengthOf(target)) !== null)
      return blocked({ kind: 'targetThere', path: target });
    store.transact(() => store.exports.saveMove(id, target));
  }
  await parts.settle(part, bytes);
  const format = formatOf(wish);
  if (format === 'xlsx' && (wish.what === 'contacts' || wish.what === 'tickets')) {
    const plan = one.plan ?? {
      people: [],
      organisations: {},
      services: {},
      tags: {},
      fields: [],
      isOurs: true,
      mark: null,
    };
    const written = await parts.workbook(part, target, { title: one.name, columns: headOf(wish, plan, words) }, signal);
    if (!written.ok) return blocked(written.error);
    await parts.remove(part);
    return end();
  }
  if (format === 'zip') {
    const archive = createArchive({
      write: (at, piece) => parts.write(part, at, piece),
      read: (at, size) => parts.read(part, at, size),
    });
    let to = bytes;
    if (one.failed > 0) {
      const gaps = Buffer.from(gapsText(store.exports.gaps(id, mostGaps), words));
      to = (await archive.add(to, `${words.translate('lookup.gaps')}.csv`, (sink) => sink(gaps))).end;
    }
    await parts.settle(part, await archive.end(to));
  }
  await parts.move(part, target);
  return end();
}

function gapsText(gaps: readonly ExportGap[], words: ReturnType<typeof wordsOf>): string {
  const head = [
    words.translate('lookup.ticket.protocol'),
    words.translate('lookup.ticket.id'),
    words.translate('cli.column.reason'),
  ];
  const lines = gaps.map(({ protocol, ticketId, problem }) => [protocol ?? '', ticketId ?? '', words.problem(problem)]);
  return csvMark + [head, ...lines].map((cells) => csvLine(cells.map(defused))).join('');
}

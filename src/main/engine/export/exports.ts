import { dirname, isAbsolute } from 'node:path';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { hasEnding, partPath } from '#shared/export/name.ts';
import { type ExportWish, formatOf } from '#shared/export/wish.ts';
import { ProblemError } from '#shared/problem.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { ExportDetail } from '#shared/rpc/exports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Jobs } from '../jobs.ts';
import { ownPlace } from '../report/place.ts';
import type { Parts } from './parts.ts';

/** Shown of what an export lacks; its file has all of it. */
const gapsShown = 50;

/** What an export is and does when somebody asks; the work itself is the job's. */
export function createExportVerbs(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly parts: Parts;
}) {
  const { store, clock, jobs, parts } = deps;

  /** Where it may be. Problems: optionInvalid, folderNotFound, targetThere. */
  async function placeOf(path: string, wish: ExportWish, overwrites: boolean): Promise<string> {
    const isTaken = store.exports
      .list()
      .some((other) => other.path === path && other.status !== 'done' && other.status !== 'cancelled');
    if (!isAbsolute(path) || !hasEnding(path, formatOf(wish)) || isTaken) {
      throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: path });
    }
    const folder = dirname(path);
    if (!(await parts.isFolder(folder))) throw new ProblemError({ kind: 'folderNotFound', folder });
    for (const taken of overwrites ? [] : [path, partPath(path)]) {
      if ((await parts.lengthOf(taken)) !== null) throw new ProblemError({ kind: 'targetThere', path: taken });
    }
    return path;
  }

  function ownPath(exportId: number, wish: ExportWish, name: string): string {
    const named = { job: jobIdOf.export(exportId), name, format: formatOf(wish), nowMs: clock.now() };
    const place = ownPlace(store.folder, named);
    if (!place.ok) throw new ProblemError(place.error);
    return place.value;
  }

  return {
    async create(draft: {
      readonly accountId: number;
      readonly name: string;
      readonly wish: ExportWish;
      readonly path: string | null;
      readonly overwrites: boolean;
      readonly language: Language;
      readonly timeZone: string;
    }): Promise<number> {
      const { accountId, name, wish, overwrites } = draft;
      if (store.accounts.find(accountId) === null) throw new ProblemError({ kind: 'noAccount' });
      const path = draft.path === null ? null : await placeOf(draft.path, wish, overwrites);
      const exportId = store.transact(() => {
        const mayReplace = overwrites || path === null;
        const id = store.exports.create({ ...draft, path: path ?? '', overwrites: mayReplace, nowMs: clock.now() });
        if (path === null) store.exports.savePath(id, ownPath(id, wish, name));
        return id;
      });
      jobs.start(jobIdOf.export(exportId));
      return exportId;
    },

    detail(exportId: number): ExportDetail {
      const one = store.exports.find(exportId);
      if (one === null) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.export(exportId) });
      const { accountId, name, wish, phase, written, failed, total, isCut, plan } = one;
      return {
        ...{ exportId, accountId, name, wish, phase, written, failed, total, isCut },
        format: formatOf(wish),
        path: one.movedTo ?? one.path,
        isPartial: isCut || failed > 0,
        isOurs: plan?.isOurs ?? false,
        gaps: [...store.exports.gaps(exportId, gapsShown)],
      };
    },

    /** It is cancelled: of its file nothing is left. */
    async drop(exportId: number): Promise<void> {
      const { path, phase } = store.exports.get(exportId);
      if (phase !== 'done') await parts.remove(partPath(path));
    },
  };
}

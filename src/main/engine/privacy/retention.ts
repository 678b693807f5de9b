import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { keptSince } from '#shared/privacy/retention.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { Log } from '../log.ts';
import { inSlices } from '../slice.ts';

/** Between two looks for what is due. */
const dayMs = 86_400_000;
/** Rows blanked in one transaction: some milliseconds. */
const rowsAtOnce = 500;
/** What faces are shown of the journal. */
const mostNotes = 200;
/** Of the data folder: what was dropped into the window, what is attached to messages, and what was written out. */
const folders = ['uploads', 'attachments', 'reports'] as const;

/**
 * Takes personal data out of what ended longer ago than the user wants to keep it: rows and texts of finished imports and
 * campaigns, contacts that nobody looked at since, and files in the data folder. The counts stay, and what was removed is
 * written down.
 */
export function createRetention(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly months: () => number | null;
}) {
  const { store, clock, log, months } = deps;

  const since = (): number | null => {
    const chosen = months();
    return chosen === null ? null : keptSince(clock.now(), chosen);
  };

  async function wipeImport(importId: number, signal: AbortSignal): Promise<boolean> {
    const { rowTotal } = store.imports.get(importId);
    let from = 1;
    let count = 0;
    const step = (): 'more' | 'done' => {
      const to = Math.min(rowTotal, from + rowsAtOnce - 1);
      if (from <= to) count += store.transact(() => store.personalData.wipeRows(importId, { from, to }));
      from = to + 1;
      return from <= rowTotal ? 'more' : 'done';
    };
    if (!(await inSlices({ clock }, { step, signal }))) return false;
    store.transact(() => {
      count += store.consents.forgetImport(importId);
      store.personalData.wipeHead(importId, () => false);
      store.personalData.importWiped(importId, clock.now());
      note('import', jobIdOf.import(importId), count);
    });
    return true;
  }

  async function wipeCampaign(campaignId: number, signal: AbortSignal): Promise<boolean> {
    const span = store.personalData.deliverySpan(campaignId);
    let from = span?.first ?? 1;
    const last = span?.last ?? 0;
    let count = 0;
    const step = (): 'more' | 'done' => {
      const to = Math.min(last, from + rowsAtOnce - 1);
      if (from <= to) count += store.transact(() => store.personalData.wipeDeliveries(campaignId, { from, to }));
      from = to + 1;
      return from <= last ? 'more' : 'done';
    };
    if (!(await inSlices({ clock }, { step, signal }))) return false;
    store.transact(() => {
      store.personalData.campaignWiped(campaignId, clock.now());
      note('campaign', jobIdOf.campaign(campaignId), count);
    });
    return true;
  }

  async function wipeAction(actionId: number, signal: AbortSignal): Promise<boolean> {
    const last = store.personalData.lastItemOf(actionId);
    let from = 1;
    let count = 0;
    const step = (): 'more' | 'done' => {
      const to = Math.min(last, from + rowsAtOnce - 1);
      if (from <= to) count += store.transact(() => store.personalData.wipeItems(actionId, { from, to }));
      from = to + 1;
      return from <= last ? 'more' : 'done';
    };
    if (!(await inSlices({ clock }, { step, signal }))) return false;
    store.transact(() => {
      store.personalData.actionWiped(actionId, clock.now());
      note('action', jobIdOf.action(actionId), count);
    });
    return true;
  }

  async function forgetContacts(beforeMs: number, signal: AbortSignal): Promise<void> {
    let count = 0;
    const step = (): 'more' | 'done' => {
      const gone = store.transact(() => store.personalData.forgetSeen(beforeMs, rowsAtOnce));
      count += gone;
      return gone > 0 ? 'more' : 'done';
    };
    await inSlices({ clock }, { step, signal });
    if (count > 0) store.transact(() => note('contacts', '', count));
  }

  /** Files that nobody touched since then. What a running job still reads was touched lately: it is opened to be read. */
  function forgetFiles(beforeMs: number): void {
    const inUse = new Set(store.imports.list().flatMap(({ status, path }) => (status === 'running' ? [path] : [])));
    const old = folders.flatMap((name) => {
      const folder = join(store.folder, name);
      return filesOf(folder).filter(
        (path) => !inUse.has(path) && modifiedAt(path) < beforeMs && !store.personalData.isAttached(basename(path)),
      );
    });
    for (const path of old) rmSync(path, { force: true });
    if (old.length > 0) store.transact(() => note('files', '', old.length));
  }

  function note(what: 'import' | 'campaign' | 'action' | 'files' | 'contacts', subject: string, count: number): void {
    store.erasures.note({ doneAt: clock.now(), what, subject, count });
    log.info('retention.wiped', { what, count });
  }

  /** Does now what is due, the messages before the sheets that they came from. Returns how many jobs were wiped. */
  async function retain(signal: AbortSignal): Promise<{ readonly wiped: number }> {
    const beforeMs = since();
    if (beforeMs === null) return { wiped: 0 };
    store.personalData.overwriteDeleted();
    let wiped = 0;
    for (const id of store.personalData.campaignsDue(beforeMs)) if (await wipeCampaign(id, signal)) wiped += 1;
    for (const id of store.personalData.importsDue(beforeMs)) if (await wipeImport(id, signal)) wiped += 1;
    for (const id of store.personalData.actionsDue(beforeMs)) if (await wipeAction(id, signal)) wiped += 1;
    await forgetContacts(beforeMs, signal);
    if (!signal.aborted) forgetFiles(beforeMs);
    if (wiped > 0) store.personalData.settleLog();
    return { wiped };
  }

  return {
    retain,
    /** Once at start, then every day, until the signal aborts. */
    async keep(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await retain(signal);
        await clock.sleep(dayMs, signal);
      }
    },
    report() {
      const beforeMs = since();
      const { importsDue, campaignsDue, actionsDue } = store.personalData;
      return {
        months: months(),
        journal: [...store.erasures.journal(mostNotes)],
        due:
          beforeMs === null
            ? 0
            : [importsDue, campaignsDue, actionsDue].reduce((sum, due) => sum + due(beforeMs).length, 0),
      };
    },
  };
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(folder, entry.name));
  } catch (error) {
    // Nothing was ever put there.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Unix milliseconds; a file that is gone already is not old. */
const modifiedAt = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;

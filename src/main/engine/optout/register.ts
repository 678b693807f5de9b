import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { StoredImport } from '#main/store/imports.ts';
import type { OptOutFilter } from '#main/store/optouts.ts';
import type { Store } from '#main/store/store.ts';
import { writeReport } from '#main/tabular/write.ts';
import type { Clock } from '#shared/clock.ts';
import { columnsInOrder } from '#shared/mapping/preference.ts';
import { momentOf } from '#shared/optout/moment.ts';
import { formatPhone } from '#shared/phone/format.ts';
import { parsePhone } from '#shared/phone/parse.ts';
import { personKey } from '#shared/phone/person.ts';
import { ProblemError } from '#shared/problem.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import type { SheetFormat } from '#shared/rpc/reports.ts';
import type { Language } from '#shared/sentences/languages.ts';
import type { Events } from '../events.ts';
import { ownPlace } from '../report/place.ts';
import { wordsOf } from '../report/words.ts';
import { inSlices } from '../slice.ts';

/** Rows taken in at once: each is a look-up and perhaps an insert. */
const rowsAtOnce = 200;
const pageRows = 500;
/** A sheet that is still being read is waited for. */
const lookAgainMs = 100;

/** A number as people type it: its digits, and the person whom it stands for. Problems: those of a number. */
export function personOf(number: string): { readonly person: string; readonly phone: string } {
  const parsed = parsePhone(number, { country: 'BR', area: null });
  if (!parsed.ok) throw new ProblemError(parsed.error);
  return { person: personKey(parsed.value.digits), phone: parsed.value.digits };
}

/** Law 5, as faces write it down, of one account or (0) of all. Both forms of the ninth digit are one person. */
export function createRegister(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: Events;
  /** An account has to be told something. */
  readonly onNews: (accountId: number) => void;
}) {
  const { store, clock, events, onNews } = deps;

  function tellFaces(): void {
    for (const { id } of store.campaigns.list()) events.changed(jobIdOf.campaign(id));
  }

  /** The sheet, once its rows are there. Problems: jobUnknown, importNotReady, whatever its reading ended with. */
  async function whenRead(importId: number, signal: AbortSignal): Promise<StoredImport> {
    const job = jobIdOf.import(importId);
    for (;;) {
      const source = store.imports.find(importId);
      if (source === null) throw new ProblemError({ kind: 'jobUnknown', job });
      if (source.phase !== 'stage') return source;
      if (source.status !== 'running' || signal.aborted) {
        throw new ProblemError(source.reason ?? { kind: 'importNotReady', job });
      }
      await clock.sleep(lookAgainMs, signal);
    }
  }

  return {
    page(ask: OptOutFilter & { readonly offset: number; readonly limit: number }) {
      const { offset, limit, ...filter } = ask;
      const { total, optOuts } = store.optouts.page(filter, offset, limit);
      return { total, optOuts: [...optOuts], known: [...store.optouts.bySource()] };
    },

    add(number: string, accountId = 0): { readonly skipped: number } {
      const { person, phone } = personOf(number);
      const nowMs = clock.now();
      const skipped = store.transact(() => {
        store.optouts.add({ accountId, person, phone, source: 'user', said: null, deliveryId: null, nowMs });
        return store.deliveries.skipPerson(accountId, person, { kind: 'optedOut' }, nowMs);
      });
      if (skipped > 0) tellFaces();
      if (accountId > 0) onNews(accountId);
      return { skipped };
    },

    remove(number: string, accountId: number | null = null): { readonly removed: boolean } {
      const { person } = personOf(number);
      const nowMs = clock.now();
      const lifted = store.transact(() => store.optouts.lift({ accountId, person, source: 'user', said: null, nowMs }));
      for (const account of lifted) if (account > 0) onNews(account);
      return { removed: lifted.length > 0 };
    },

    /** Everybody in a sheet that was read. Problems: jobUnknown, importNotReady, noNumberColumn. */
    async takeIn(
      ask: { readonly importId: number; readonly accountId: number },
      signal: AbortSignal,
    ): Promise<{ added: number; known: number; skipped: number; unreadable: number }> {
      const { importId, accountId } = ask;
      const source = await whenRead(importId, signal);
      const mapping = source.mapping.length > 0 ? source.mapping : source.guesses.map(({ target }) => target);
      const numberColumns = columnsInOrder(mapping, 'number');
      if (numberColumns.length === 0) throw new ProblemError({ kind: 'noNumberColumn' });
      const header = source.findings?.header ?? [];
      const defaults = { country: source.options.country, area: source.options.defaultArea };
      const counts = { added: 0, known: 0, skipped: 0, unreadable: 0 };

      /** Every number of every cell: whoever wrote two of them down wants out under both. */
      function numbersOf(cells: readonly string[]): readonly string[] {
        return numberColumns.flatMap((column) => {
          const parsed = parsePhone(cells[column] ?? '', defaults);
          return parsed.ok ? [parsed.value.digits, ...parsed.value.others] : [];
        });
      }

      let doneTo = 0;
      const step = (): 'more' | 'done' => {
        const rows = store.rows.after(importId, doneTo, rowsAtOnce);
        const nowMs = clock.now();
        store.transact(() => {
          for (const { cells, line } of rows) {
            const numbers = numbersOf(cells);
            if (numbers.length === 0) counts.unreadable += 1;
            const saidMs = Math.min(momentOf(header, cells) ?? nowMs, nowMs);
            const said = `${source.fileName}, ${line}`;
            for (const phone of numbers) {
              const person = personKey(phone);
              const entry = { accountId, person, phone, source: 'import', said, deliveryId: null } as const;
              if (store.optouts.add({ ...entry, nowMs: saidMs })) counts.added += 1;
              else counts.known += 1;
              counts.skipped += store.deliveries.skipPerson(accountId, person, { kind: 'optedOut' }, nowMs);
            }
          }
        });
        doneTo = rows.at(-1)?.rowNo ?? doneTo;
        return rows.length < rowsAtOnce ? 'done' : 'more';
      };
      await inSlices({ clock }, { step, signal });
      if (counts.skipped > 0) tellFaces();
      if (accountId > 0) onNews(accountId);
      return counts;
    },

    /** The register as a sheet. Problems: reportNotWritten, diskFull. */
    async write(
      ask: OptOutFilter & {
        readonly format: SheetFormat;
        readonly path: string | null;
        readonly language: Language;
      },
      signal: AbortSignal,
    ): Promise<{ readonly path: string; readonly rows: number }> {
      const { format, path, language, ...filter } = ask;
      const words = wordsOf(language, undefined);
      const { translate } = words;
      const title = translate('cli.optouts.file');
      const place =
        path === null
          ? ownPlace(store.folder, { job: null, name: title, format, nowMs: clock.now() })
          : ({ ok: true, value: path } as const);
      if (!place.ok) throw new ProblemError(place.error);
      const accounts = new Map(store.accounts.list().map(({ id, name }) => [id, name]));
      const date = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });

      async function* lines(): AsyncGenerator<readonly string[]> {
        for (let offset = 0; ; offset += pageRows) {
          const { optOuts } = store.optouts.page(filter, offset, pageRows);
          for (const { phone, accountId, addedAt, source, said } of optOuts) {
            if (phone === '') continue;
            yield [
              formatPhone(phone),
              date.format(addedAt),
              translate(`cli.optoutBy.${source}`),
              said ?? '',
              accountId === 0 ? translate('cli.optouts.all') : (accounts.get(accountId) ?? ''),
            ];
          }
          if (optOuts.length < pageRows) return;
          await letOthersRun();
        }
      }
      const columns = (['number', 'date', 'source', 'said', 'account'] as const).map((column) =>
        translate(`cli.optouts.${column}`),
      );
      const written = await writeReport(place.value, { title, columns, rows: lines() }, { format, signal });
      if (!written.ok) throw new ProblemError(written.error);
      return { path: place.value, rows: written.value.rows };
    },
  };
}

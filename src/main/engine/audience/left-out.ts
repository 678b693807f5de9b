import type { Store } from '#main/store/store.ts';
import type { Content } from '#shared/campaign/content.ts';
import type { Exclusions } from '#shared/campaign/exclusions.ts';
import type { Clock } from '#shared/clock.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import { type Problem, ProblemError } from '#shared/problem.ts';
import type { LeftOut } from '#shared/rpc/audiences.ts';
import { jobIdOf } from '#shared/rpc/errors.ts';
import { createExcluder } from '../campaign/exclude.ts';
import { understandContent, writeTo } from '../campaign/recipients.ts';
import { inSlices } from '../slice.ts';

/** A campaign before it is one. */
interface Draft {
  readonly importId: number;
  readonly content: Content;
  readonly exclusions: Exclusions;
  readonly seed: number;
}

interface Found {
  /** Row numbers, in their order. */
  readonly rows: readonly number[];
  /** Of each of them: which of `problems`. */
  readonly which: readonly number[];
  readonly problems: readonly Problem[];
}

interface Kept {
  readonly key: string;
  readonly atMs: number;
  readonly found: Promise<Found>;
}

const rowsAtOnce = 250;
/** What a person has open. */
const mostKept = 2;
/** Opt-outs and messages go on meanwhile: the list is made anew when somebody asks later. */
const lastsMs = 30_000;
const forever = new AbortController().signal;

/**
 * Who of an import or a list would not be written to, and why: the same question that enlisting asks of each row. Going
 * through a million rows takes seconds; the numbers of those found are kept, so that pages of them are look-ups.
 */
export function createLeftOut(deps: { readonly store: Store; readonly clock: Clock }) {
  const { store, clock } = deps;
  let kept: readonly Kept[] = [];

  async function find(ask: Draft): Promise<Found> {
    const source = store.imports.get(ask.importId);
    const understood = understandContent(source, ask.content, ask.seed);
    const { accountId } = source.options;
    const excluder = createExcluder(store, {
      accountId: accountId ?? 0,
      exclusions: ask.exclusions,
      nowMs: clock.now(),
    });
    const rows: number[] = [];
    const which: number[] = [];
    const problems: Problem[] = [];
    const known = new Map<string, number>();
    const note = (rowNo: number, problem: Problem) => {
      const key = JSON.stringify(problem);
      const at = known.get(key) ?? problems.push(problem) - 1;
      known.set(key, at);
      rows.push(rowNo);
      which.push(at);
    };
    let after = 0;
    await inSlices(deps, {
      signal: forever,
      step: () => {
        const page = store.rows.inState(ask.importId, 'ready', rowsAtOnce, after);
        for (const row of page) {
          const written = writeTo(source, understood, row);
          const problem = excluder.reasonFor(row, written.text) ?? written.problem;
          if (problem !== null) note(row.rowNo, problem);
        }
        after = page.at(-1)?.rowNo ?? after;
        return page.length > 0 ? 'more' : 'done';
      },
    });
    // People of a list who cannot be written to from this connection stand in it too.
    const away: Problem = { kind: 'noContactHere' };
    const filter = { states: ['excluded' as const], problem: away.kind };
    const count = store.rows.counts(ask.importId).find(({ problem }) => problem === away.kind)?.count ?? 0;
    for (let offset = 0; offset < count; offset += rowsAtOnce) {
      const page = store.rows.page({ importId: ask.importId, filter, offset, limit: rowsAtOnce });
      for (const { rowNo } of page.rows) note(rowNo, away);
    }
    return { rows, which, problems };
  }

  function foundBy(ask: Draft): Promise<Found> {
    const key = JSON.stringify([ask.importId, ask.content, ask.exclusions, ask.seed, store.rows.counts(ask.importId)]);
    const known = kept.find((one) => one.key === key);
    if (known && clock.monotonic() - known.atMs < lastsMs) return known.found;
    const found = find(ask);
    const made = { key, atMs: clock.monotonic(), found };
    kept = [made, ...kept.filter((one) => one.key !== key).slice(0, mostKept - 1)];
    found.catch(() => {
      kept = kept.filter((one) => one !== made);
    });
    return found;
  }

  /** A page of them, by the kind of their problem or all of them. Problems: those of the texts. */
  return async (
    ask: Draft & { readonly kind: string | null; readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly rows: LeftOut[] }> => {
    const { importId, content, exclusions, seed, kind, offset, limit } = ask;
    const source = store.imports.find(importId);
    if (!source) throw new ProblemError({ kind: 'jobUnknown', job: jobIdOf.import(importId) });
    const { rows, which, problems } = await foundBy({ importId, content, exclusions, seed });
    const problemAt = (at: number): Problem | undefined => problems[which[at] ?? -1];
    const chosen =
      kind === null ? rows.map((_, at) => at) : rows.flatMap((_, at) => (problemAt(at)?.kind === kind ? [at] : []));
    const page = chosen.slice(offset, offset + limit);
    const byNumber = new Map(
      store.rows
        .byNumbers(
          importId,
          page.map((at) => rows[at] ?? 0),
        )
        .map((row) => [row.rowNo, row]),
    );
    return {
      total: chosen.length,
      rows: page.flatMap((at) => {
        const row = byNumber.get(rows[at] ?? 0);
        const problem = problemAt(at);
        if (!row || !problem) return [];
        const { name } = applyMapping(row.cells, source.findings?.header ?? [], source.mapping);
        return [{ rowNo: row.rowNo, line: row.line, name, phone: row.phone ?? '', problem }];
      }),
    };
  };
}

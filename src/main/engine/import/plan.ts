import type { Store } from '#main/store/store.ts';
import type { Clock } from '#shared/clock.ts';
import { variableKey } from '#shared/mapping/key.ts';
import { ProblemError } from '#shared/problem.ts';
import type { CreationPlan } from '#shared/rpc/imports.ts';
import type { Sessions } from '../account/sessions.ts';
import { eachGoodDraft } from './good-rows.ts';

/** Rows that one request of each kind does, as far as it can be told before the account has shown how it answers. */
const rowsOfRequest = { exists: 50, many: 50, tags: 50 } as const;

/** What *Criar* is about to do, from what is known now: reads only. Problems: noAccount, tokenMissing, those of the account. */
export async function planCreation(
  deps: { readonly store: Store; readonly clock: Clock; readonly sessions: Sessions },
  importId: number,
  signal: AbortSignal,
): Promise<CreationPlan> {
  const { store, sessions } = deps;
  const source = store.imports.get(importId);
  if (source.options.accountId === null) throw new ProblemError({ kind: 'noAccount' });
  const opened = await sessions.open(source.options.accountId);
  if (!opened.ok) throw new ProblemError(opened.error);
  const session = opened.value;

  const counts = store.rows.counts(importId);
  const sum = (test: (count: (typeof counts)[number]) => boolean) =>
    counts.filter(test).reduce((total, { count }) => total + count, 0);
  const contacts = sum(({ state }) => state === 'normalised' || state === 'checked');
  const toCheck = sum(({ state }) => state === 'normalised');
  const unverified = sum(({ state, verdict }) => state === 'checked' && verdict === 'unknown');
  const names = new Set(source.mapping.flatMap((target) => (target.kind === 'field' ? [target.name] : [])));
  const tags = await allTags(deps, importId, signal);
  const newTags =
    tags.size === 0
      ? []
      : namesNotIn(
          [...tags.values()],
          (await session.tags()).map(({ label }) => label),
        );
  const newFields =
    names.size === 0
      ? []
      : namesNotIn(
          [...names],
          (await session.customFields()).map(({ name }) => name),
        );

  const batches = (rows: number, size: number) => Math.ceil(rows / size);
  const requests =
    batches(toCheck, rowsOfRequest.exists) +
    batches(contacts, rowsOfRequest.many) +
    tags.size * batches(contacts, rowsOfRequest.tags) +
    newTags.length +
    newFields.length;
  return { contacts, unverified, leftOut: source.rowTotal - contacts, newTags, newFields, requests };
}

/** The tags of the whole import and those of its rows, by the key that makes two of them one. */
async function allTags(
  deps: { readonly store: Store; readonly clock: Clock },
  importId: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const source = deps.store.imports.get(importId);
  const { options, mapping } = source;
  const tags = new Map(options.tags.map((tag) => [variableKey(tag), tag]));
  if (!mapping.some((target) => target.kind === 'tags')) return tags;
  await eachGoodDraft(
    deps,
    source,
    (draft) => {
      for (const tag of draft.tags) if (!tags.has(variableKey(tag))) tags.set(variableKey(tag), tag);
      return 'more';
    },
    signal,
  );
  return tags;
}

function namesNotIn(names: readonly string[], known: readonly string[]): string[] {
  const keys = new Set(known.map(variableKey));
  return names.filter((name) => !keys.has(variableKey(name)));
}

import { useState } from 'react';
import { z } from 'zod';
import { audienceDefinitionSchema } from '#shared/audience/definition.ts';
import { type Draft, draftOf, rootOf, startDraft } from './draft.ts';

const shelf = 'malote.audience';
const keptSchema = audienceDefinitionSchema.pick({ root: true });

/** As it was left in this window; a fresh one where nothing was. */
function readDraft(): Draft {
  const kept = sessionStorage.getItem(shelf);
  if (kept === null) return startDraft();
  const parsed = z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(keptSchema)
    .safeParse(kept);
  return (parsed.success ? draftOf(parsed.data.root) : null) ?? startDraft();
}

/** The audience in hand, found again after a reload; `start`: what the address asks for instead. */
export function useDraft(start: Draft | null): readonly [Draft, (draft: Draft) => void] {
  const [draft, setDraft] = useState(() => start ?? readDraft());
  return [
    draft,
    (next) => {
      setDraft(next);
      const root = rootOf(next);
      if (root === null) sessionStorage.removeItem(shelf);
      else sessionStorage.setItem(shelf, JSON.stringify({ root }));
    },
  ];
}

import { useState } from 'react';
import { type Draft, dropDraft, keepDraft, readDraft } from './draft.ts';

export interface DraftInHand {
  readonly draft: Draft;
  readonly change: (changes: Partial<Draft>) => void;
  /** It became a campaign. */
  readonly drop: () => void;
}

/** The draft of an import, kept for this window with every change, and found again after a reload. */
export function useDraft(importId: number, start: () => Draft): DraftInHand {
  const [draft, setDraft] = useState(() => readDraft(sessionStorage, importId) ?? start());
  return {
    draft,
    change: (changes) =>
      setDraft((before) => {
        const after = { ...before, ...changes };
        keepDraft(sessionStorage, importId, after);
        return after;
      }),
    drop: () => dropDraft(sessionStorage, importId),
  };
}

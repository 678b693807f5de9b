import { useState } from 'react';
import { speakableName } from '#shared/mapping/key.ts';

/** A name that is being typed, and kept when it is finished. A blank one gives way to what it was. */
export function useDraftName(name: string, onName: (name: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    draft: typed ?? name,
    setDraft: setTyped,
    keep: (draft: string): void => {
      const kept = speakableName(draft);
      setTyped(null);
      if (kept !== '' && kept !== name) onName(kept);
    },
  };
}

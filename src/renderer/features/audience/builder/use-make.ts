import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { AudienceDefinition } from '#shared/audience/definition.ts';
import type { AudienceMaking } from '#shared/rpc/audiences.ts';
import { engine } from '../../../rpc/engine.ts';

/** Makes the list of an audience, told as it goes, and leads to the campaign for it. Leaving the screen breaks it off. */
export function useMake() {
  const [, navigate] = useLocation();
  const [making, setMaking] = useState<AudienceMaking | null>(null);
  const [error, setError] = useState<unknown>(null);
  const underWay = useRef<AbortController | null>(null);
  const stop = () => {
    underWay.current?.abort();
    underWay.current = null;
    setMaking(null);
  };
  useEffect(() => () => underWay.current?.abort(), []);

  async function start(ask: { readonly definition: AudienceDefinition; readonly name: string }): Promise<void> {
    stop();
    const mine = new AbortController();
    underWay.current = mine;
    setError(null);
    setMaking({ type: 'reading', source: 1, sources: 1, contacts: 0 });
    try {
      for await (const event of await engine.audiences.make(ask, { signal: mine.signal })) {
        if (mine.signal.aborted) return;
        if (event.type === 'made') navigate(`/campanha/nova/${event.importId}/mensagem`);
        else setMaking(event);
      }
    } catch (failure) {
      if (mine.signal.aborted) return;
      setError(failure);
      setMaking(null);
    }
  }

  return { making, error, start, stop };
}

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import type { ContactSearch } from '../lookup-queries.ts';

/** All contacts that a search means, read in the account; `found` counts them meanwhile. */
export function useAllIds(onRead: (ids: readonly string[]) => void) {
  const [found, setFound] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationFn: async (search: ContactSearch) => {
      const own = new AbortController();
      stop.current = own;
      setFound(0);
      for await (const event of await engine.contacts.ids(search, { signal: own.signal })) {
        if (event.type === 'reading') setFound(event.contacts);
        else return event.contactIds;
      }
      return [];
    },
    onSuccess: onRead,
  });
  const isStopped = stop.current?.signal.aborted === true;
  return {
    read: mutation.mutate,
    stop: () => stop.current?.abort(),
    found,
    isBusy: mutation.isPending,
    error: isStopped ? null : mutation.error,
  };
}

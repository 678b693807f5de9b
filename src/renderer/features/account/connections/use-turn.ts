import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Turn } from '#shared/accounts/connection.ts';
import type { TurnStep } from '#shared/rpc/desk.ts';
import { engine } from '../../../rpc/engine.ts';
import { deskKeys } from '../queries.ts';

/** What was begun with a connection, and how far it is. */
export interface Turning {
  readonly turn: Turn;
  readonly step: TurnStep | null;
  readonly error: unknown;
}

/** Starts or restarts a connection and follows it until it is there. Whoever leaves stops looking; it goes on. */
export function useTurn(accountId: number, serviceId: string) {
  const queryClient = useQueryClient();
  const [turning, setTurning] = useState<Turning | null>(null);
  const looking = useRef<AbortController | null>(null);
  useEffect(() => () => looking.current?.abort(), []);

  const begin = async (turn: Turn): Promise<void> => {
    looking.current?.abort();
    const look = new AbortController();
    looking.current = look;
    const { signal } = look;
    setTurning({ turn, step: null, error: null });
    try {
      for await (const step of await engine.desk.turn({ accountId, serviceId, turn }, { signal })) {
        setTurning({ turn, step, error: null });
      }
    } catch (error) {
      if (signal.aborted) return;
      setTurning({ turn, step: null, error });
    }
    void queryClient.invalidateQueries({ queryKey: deskKeys.of(accountId) });
  };

  return { turning, begin: (turn: Turn) => void begin(turn), isBusy: turning?.error === null && !isEnded(turning) };
}

const isEnded = ({ step }: Turning): boolean => step !== null && step.state !== 'waiting';

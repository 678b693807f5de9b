import type { Failure } from '#main/digisac/failure.ts';
import type { Clock, Random } from '#shared/clock.ts';
import type { Problem } from '#shared/problem.ts';
import { type Result, unreachable } from '#shared/result.ts';
import { createBreaker } from '../breaker.ts';

/** A message that tries whether sending works again may cost its recipient an attempt: there are few of them. */
const trialCapMs = 180_000;
/** A server that takes no message at all for longer than this is not what stands in the way: the messages are. */
const longestOutageMs = 24 * 3_600_000;
/** A message that tries tells when it has its answer; who waits for that looks by itself as well. */
const lookEveryMs = 15_000;

/**
 * Whether the account takes messages. It may answer every question and take none: then no success of a read says that
 * it does again, only that of a message.
 */
export function createSendingWatch(deps: {
  readonly clock: Clock;
  readonly random: Random;
  /** What stands in the way of all messages now; null: nothing. */
  readonly onTrouble: (problem: Problem | null) => void;
  /** Who waits looks again. */
  readonly onChange: () => void;
}) {
  const { onTrouble, onChange } = deps;
  const breaker = createBreaker({ ...deps, capMs: trialCapMs });
  /** Messages under way that try it. */
  let trials = 0;

  /** What the answer to a message says of all other messages. */
  function note<T>(answer: Result<T, Failure>, startedMs: number): void {
    const kind = answer.ok ? 'taken' : answer.error.kind;
    switch (kind) {
      case 'taken':
      case 'rejected':
      case 'unexpected':
      case 'serviceDown':
        breaker.succeeded();
        onTrouble(null);
        break;
      case 'away':
      case 'trouble':
        if (answer.ok || answer.error.problem.kind === 'interrupted') break;
        // Where no connection came about, questions tell as well when it is back.
        if (kind === 'away' && answer.error.effect === 'none') break;
        breaker.failed({ certain: false, startedMs });
        if (!breaker.isClosed()) onTrouble(answer.error.problem);
        break;
      case 'slowDown':
      case 'unusable':
        break;
      default:
        unreachable(kind);
    }
  }

  return {
    /** How many messages may start: while nobody knows whether messages are taken again, one tries it. */
    room(): number {
      if (breaker.isClosed()) return Number.POSITIVE_INFINITY;
      return trials > 0 || breaker.waitMs() > 0 ? 0 : 1;
    },

    /** When to look again, where there is no room. */
    waitMs: (): number => (trials > 0 ? lookEveryMs : breaker.waitMs()),

    /**
     * No message comes through, whoever it is to: what one of them tried in vain is not its own fault. After a day it
     * is believed to be.
     */
    isDown: (): boolean => !breaker.isClosed() && breaker.openForMs() < longestOutageMs,

    /** A message, with what becomes of it noted. */
    async through<T>(message: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
      const isTrial = !breaker.isClosed();
      if (isTrial) trials += 1;
      const startedMs = deps.clock.monotonic();
      try {
        const answer = await message();
        note(answer, startedMs);
        return answer;
      } finally {
        if (isTrial) {
          trials -= 1;
          onChange();
        }
      }
    },
  };
}

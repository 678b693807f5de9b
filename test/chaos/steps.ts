import type { FaultChoice } from '#main/practice/options.ts';
import { type Life, playSmallStory } from './small-story.ts';

/** Commits of getting up again, and a few more. */
const earlySteps = 8;
const ends = ['before', 'after'] as const;

/**
 * The small story with everything that may go wrong at any two of its steps: death at a commit and again while it gets
 * up; a full disk or an I/O error, and then death; the answer of a request lost, and death at a commit. Tells what did not hold.
 */
export async function soakSteps(on: {
  readonly played: (count: number) => void;
  readonly broken: (what: string) => void;
}): Promise<void> {
  const { steps, requests } = await playSmallStory([]);
  const from1To = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  let played = 0;
  async function play(lives: readonly Life[], faults: FaultChoice = []): Promise<void> {
    const outcome = await playSmallStory(lives, faults).catch((error: unknown) => ({ broken: [String(error)] }));
    for (const what of outcome.broken) on.broken(`${JSON.stringify(lives)} ${JSON.stringify(faults)}: ${what}`);
    played += 1;
    on.played(played);
  }
  for (const step of from1To(steps)) {
    for (const again of from1To(earlySteps)) {
      for (const when of ends) {
        const second: Life = { kind: 'dies', step: again, when };
        for (const first of ends) await play([{ kind: 'dies', step, when: first }, second]);
        for (const code of ['SQLITE_FULL', 'SQLITE_IOERR_WRITE'] as const) {
          await play([{ kind: 'fails', step, code }, second]);
        }
      }
    }
    for (const nth of from1To(requests)) {
      for (const effect of [true, false]) {
        await play([{ kind: 'dies', step, when: 'after' }], [{ kind: 'lost', nth: [nth], effect }]);
      }
    }
  }
}

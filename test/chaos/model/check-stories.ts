import fc from 'fast-check';
import { type Operation, stories } from './operation.ts';
import { playStory } from './story.ts';

/** What to play: so many stories from a seed on, or one of them again (`path`, as the check that found it tells it). */
export interface StoryChoice {
  readonly count: number;
  readonly seed: number;
  readonly path?: string | undefined;
  readonly onStory?: () => void;
}

/** Plays stories until one breaks a law, and then simpler ones; null where none does, else what to know of it. */
export async function findBrokenLaw({ count, seed, path, onStory }: StoryChoice): Promise<string | null> {
  const play = async (practiceSeed: number, operations: readonly Operation[]): Promise<void> => {
    onStory?.();
    const { broken } = await playStory(practiceSeed, operations);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  };
  const result = await fc.check(fc.asyncProperty(fc.nat({ max: 1_000 }), stories, play), {
    numRuns: count,
    seed,
    ...(path === undefined ? {} : { path }),
  });
  if (!result.failed) return null;
  const [practiceSeed, operations = []] = result.counterexample ?? [];
  const error = result.errorInstance instanceof Error ? result.errorInstance : new Error(String(result.errorInstance));
  return [
    `story ${result.numRuns} of seed ${seed}, made ${result.numShrinks} times simpler:`,
    `account ${practiceSeed}`,
    ...operations.map((operation) => `  ${JSON.stringify(operation)}`),
    error.stack ?? error.message,
    `again: npm run soak -- --model 1 --seed ${result.seed} --path ${result.counterexamplePath}`,
  ].join('\n');
}

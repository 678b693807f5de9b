// Kills Malote as often as asked, in as many stories as it takes: `npm run soak -- --kills 2000 --seed 1`.
// A seed that fails is told; `--seed S --kills K --rounds 1` plays its story again.
// `npm run soak -- --steps` lets two things go wrong at every two steps of a small story;
// `npm run soak -- --model 2000 --seed 1` plays that many random stories on engines in this process instead.
import { parseArgs } from 'node:util';
import { setup } from '../support/build.ts';
import { findBrokenLaw } from './model/check-stories.ts';
import { badDay, killRound, type RoundResult, ratePerSecond } from './round.ts';
import { soakSteps } from './steps.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    each: { type: 'string', default: '20' },
    together: { type: 'string', default: '2' },
    model: { type: 'string' },
    path: { type: 'string' },
    steps: { type: 'boolean', default: false },
  },
});
const wanted = Number(values.kills);
const firstSeed = Number(values.seed);
const killsOfRound = Number(values.each);
const mostRounds = values.rounds === undefined ? Number.POSITIVE_INFINITY : Number(values.rounds);

const isGood = (result: RoundResult): boolean =>
  result.duplicates === 0 && result.losses === 0 && result.unfinished === 0 && result.worstSecond <= ratePerSecond;

if (values.model !== undefined) {
  const count = Number(values.model);
  const startedAt = performance.now();
  let played = 0;
  // Nothing runs unobserved: an error that nobody waits for ends the engine's thread.
  let unheard: unknown = null;
  process.on('unhandledRejection', (error) => {
    unheard ??= error;
  });
  const broken = await findBrokenLaw({
    count,
    seed: firstSeed,
    path: values.path,
    onStory: () => {
      played += 1;
      if (played % 100 === 0)
        console.log(`${played} stories, ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    },
  });
  console.log(broken ?? `${played} stories from seed ${firstSeed}: no law broken`);
  if (unheard !== null) console.log('an error that nobody heard:', unheard);
  process.exit(broken === null && unheard === null ? 0 : 1);
}

if (values.steps) {
  let played = 0;
  let broken = 0;
  await soakSteps({
    played: (count) => {
      played = count;
      if (count % 250 === 0) console.log(`${count} stories`);
    },
    broken: (what) => {
      broken += 1;
      console.log(what);
    },
  });
  console.log(`${played} stories, each with two things going wrong: ${broken} broken`);
  process.exit(broken === 0 ? 0 : 1);
}

await setup();
const results: { readonly seed: number; readonly result: RoundResult }[] = [];
const failed: string[] = [];
let kills = 0;
let round = 0;

async function work(): Promise<void> {
  while (kills < wanted && round < mostRounds) {
    const seed = firstSeed + round;
    round += 1;
    try {
      // Every other story has a bad day at the account as well.
      const faults = seed % 2 === 0 ? badDay : [];
      const result = await killRound({ seed, kills: killsOfRound, faults });
      kills += result.kills;
      results.push({ seed, result });
      if (!isGood(result)) failed.push(`seed ${seed}: ${JSON.stringify(result)}`);
      const { rows, sent, duplicates, losses, held, worstSecond, tookMs } = result;
      console.log(
        [
          `seed ${seed}`.padEnd(10),
          `${result.kills} kills`,
          `${rows} rows`,
          `${sent} sent`,
          `${duplicates} twice`,
          `${losses} lost`,
          `${held} held`,
          `${worstSecond}/s at most`,
          `${Math.round(tookMs / 1_000)} s`,
          isGood(result) ? '' : 'BROKEN',
        ].join('  '),
      );
    } catch (error) {
      failed.push(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
      console.log(`seed ${seed}  BROKEN  ${failed.at(-1)}`);
    }
  }
}
await Promise.all(Array.from({ length: Number(values.together) }, work));

const sum = (of: (result: RoundResult) => number) => results.reduce((total, { result }) => total + of(result), 0);
console.log(
  `\n${results.length} stories, ${kills} kills, ${sum((r) => r.rows)} rows, ${sum((r) => r.sent)} messages: ` +
    `${sum((r) => r.duplicates)} twice, ${sum((r) => r.losses)} lost, ${sum((r) => r.unfinished)} without an end, ` +
    `${sum((r) => r.held)} held for a person; at most ${Math.max(0, ...results.map(({ result }) => result.worstSecond))} in any second (promised ${ratePerSecond})`,
);
for (const line of failed) console.log(line);
process.exitCode = failed.length > 0 ? 1 : 0;

import { z } from 'zod';
import type { Rate } from '#shared/pace/limits.ts';
import { readOptions, tableRow } from '../figures.ts';
import { startBenchEngine } from './bench-engine.ts';

const help = `npm run bench -- pace [options]

How much of the pace that is allowed a campaign makes use of, and the most that arrived in any window, wherever it is
laid. Measured at the account.

  --windows N    how many windows of the pace each campaign lasts; 40 seconds at least, 3 windows when left out`;

const optionsSchema = z.object({ windows: z.coerce.number().int().min(2).default(3) });

const paces: readonly (readonly [string, Rate])[] = [
  ['60/min', { count: 60, windowMs: 60_000 }],
  ['600/min', { count: 600, windowMs: 60_000 }],
  ['20/s', { count: 20, windowMs: 1_000 }],
  ['80/s', { count: 80, windowMs: 1_000 }],
];
const leastMs = 40_000;

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  console.log(tableRow('allowed', 'messages', 'of what is allowed', 'most in any window', 'allowed in a window'));
  console.log(tableRow('---', '---', '---', '---', '---'));
  for (const [name, rate] of paces) {
    const lastsMs = Math.max(leastMs, chosen.windows * rate.windowMs);
    const messages = Math.ceil((rate.count * lastsMs) / rate.windowMs);
    // An account of its own for each: its windows are counted over all that it ever got.
    const engine = await startBenchEngine(messages);
    try {
      const { sent, seconds } = await engine.campaign({ rate });
      // Between `sent` messages there are `sent - 1` gaps.
      const share = ((sent - 1) * rate.windowMs) / rate.count / (seconds * 1_000);
      const worst = await engine.practice.worstWindow(rate.windowMs);
      console.log(tableRow(name, String(sent), share.toPrecision(4), String(worst), String(rate.count)));
    } finally {
      await engine.close();
    }
  }
}

import { z } from 'zod';
import { figures, readOptions, tableRow } from '../figures.ts';
import { type BenchEngine, exactly, startBenchEngine } from './bench-engine.ts';

const help = `npm run bench -- send [options]

A campaign without any limit of pace, with a committed intent before each message, against a bare loop of fetch that sends
the same messages to the same account with as many requests under way at once. In turns, in one run; that everybody got
each message exactly once is counted at the account.

  --people N     2000 when left out
  --runs N       3 when left out`;

const optionsSchema = z.object({
  people: z.coerce.number().int().positive().default(2_000),
  runs: z.coerce.number().int().positive().default(3),
});

export async function run(options: readonly string[]): Promise<void> {
  const chosen = readOptions(optionsSchema, options);
  if (chosen === null) {
    console.log(help);
    return;
  }
  const engine = await startBenchEngine(chosen.people);
  try {
    // Both are looked at when they are warm: a campaign lasts longer than this.
    await engine.campaign({ concurrency: 16 });
    await bareLoop(engine, { concurrency: 16, text: 'Bare warm' });
    console.log(tableRow('under way at once', 'Malote, messages/s', 'fetch alone, messages/s', 'ratio'));
    console.log(tableRow('---', '---', '---', '---'));
    for (const concurrency of [16, 64]) {
      const ours: number[] = [];
      const bare: number[] = [];
      for (let i = 0; i < chosen.runs; i += 1) {
        const { sent, seconds } = await engine.campaign({ concurrency });
        ours.push(sent / seconds);
        bare.push(await bareLoop(engine, { concurrency, text: `Bare ${concurrency} ${i}` }));
      }
      const ratios = ours.map((value, i) => value / (bare[i] ?? Number.NaN));
      console.log(tableRow(String(concurrency), figures(ours), figures(bare), figures(ratios)));
    }
  } finally {
    await engine.close();
  }
}

/** Messages a second, counted as Malote's are: from the first to the last that arrived. */
async function bareLoop(
  { practice, contactIds, serviceId }: BenchEngine,
  { concurrency, text }: { readonly concurrency: number; readonly text: string },
): Promise<number> {
  const headers = {
    authorization: `Bearer ${practice.token}`,
    'content-type': 'application/json',
    'user-agent': 'bench',
  };
  const queue = [...contactIds];
  const work = async () => {
    for (let contactId = queue.shift(); contactId !== undefined; contactId = queue.shift()) {
      const body = JSON.stringify({ contactId, serviceId, text, type: 'chat', origin: 'bot', dontOpenTicket: true });
      const response = await fetch(`${practice.address}/messages`, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`the account answered ${response.status}`);
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const { sent, seconds } = exactly(await practice.messagesTo(), text, contactIds.length);
  return sent / seconds;
}

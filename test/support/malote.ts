import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

const script = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js');

const resultSchema = z.object({
  type: z.literal('result'),
  job: z.string(),
  state: z.string(),
  counts: z.record(z.string(), z.number()),
});
export type CliResult = z.infer<typeof resultSchema>;

export interface Run {
  readonly code: number | null;
  /** Standard output, line by line. */
  readonly lines: readonly string[];
  readonly said: string;
  /** Of `--json`: the last words about each job, in their order. */
  readonly results: readonly CliResult[];
}

export interface Running {
  /** As a power cut would end it. */
  readonly kill: () => void;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Run>;
  readonly hasEnded: () => boolean;
}

const jsonOf = (line: string): unknown => (line.startsWith('{') ? JSON.parse(line) : null);

/** The built command line, as a process of its own. Nothing of this process's environment but what it needs to run. */
export function runMalote(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'], LANG: 'pt_BR.UTF-8', NO_PROXY: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let said = '';
  let isOver = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close').then(([code]): Run => {
    isOver = true;
    // What a kill cut in the middle is no line.
    const lines = out.split('\n').slice(0, -1);
    const results = lines.flatMap((line) => {
      const result = resultSchema.safeParse(jsonOf(line));
      return result.success ? [result.data] : [];
    });
    return { code: typeof code === 'number' ? code : null, lines, said, results };
  });
  return {
    kill: () => void child.kill('SIGKILL'),
    signal: (signal) => void child.kill(signal),
    ended,
    hasEnded: () => isOver,
  };
}

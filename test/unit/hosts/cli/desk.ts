import { setImmediate as turn } from 'node:timers/promises';
import type { Console, Sink, StopCause } from '#main/hosts/cli/console.ts';
import type { CliHost, Place, PracticeOptions } from '#main/hosts/cli/host.ts';
import { runCli } from '#main/hosts/cli/run.ts';
import type { Copy } from '#shared/copies.ts';
import type { Problem } from '#shared/problem.ts';
import { err, ok } from '#shared/result.ts';
import { createFakeEngine, type FakeEngine } from './fake-engine.ts';

export interface DeskOptions {
  /** Somebody sits there: terminals on both outputs, and answers to questions, in their order. */
  readonly answers?: readonly string[];
  readonly isTerminal?: boolean;
  readonly input?: string;
  /** The engine is there when this resolves, and broken for good when that rejects. */
  readonly opens?: Promise<void>;
  readonly broken?: Promise<never>;
  /** What else happens when a question is asked. */
  readonly onQuestion?: () => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly engine?: FakeEngine;
  /** Of the database, newest first. */
  readonly copies?: readonly Copy[];
  /** Why the engine does not start, by data folder (`''`: the usual one). */
  readonly refuses?: Readonly<Record<string, Problem>>;
}

/** A command line in the test's hands: what it says is kept, time and signals are the test's. */
export function aDesk(options: DeskOptions = {}) {
  const { answers = [], isTerminal = answers.length > 0, env = {}, engine = createFakeEngine() } = options;
  const [out, err_]: [string[], string[]] = [[], []];
  const stops: ((cause: StopCause) => void)[] = [];
  const told: string[] = [];
  const questions: string[] = [];
  const waitingAnswers = [...answers];
  let nowMs = Date.UTC(2026, 10, 23, 13, 0);
  let isOpen = 0;

  const sink = (lines: string[]): Sink => ({
    write: (text) => void lines.push(text),
    drained: async () => undefined,
    isTerminal,
    columns: () => 100,
  });
  const answer = async (question: string) => {
    questions.push(question);
    options.onQuestion?.();
    return waitingAnswers.shift() ?? null;
  };
  const console: Console = {
    out: sink(out),
    err: sink(err_),
    isInteractive: answers.length > 0,
    keyboard: { ask: answer, askHidden: answer, release: () => undefined },
    readAll: async () => options.input ?? '',
    env: { LANG: 'pt_BR.UTF-8', ...env },
    onStop: (listener) => void stops.push(listener),
    now: () => nowMs,
    sleep: async () => {
      await turn();
    },
  };
  const host: CliHost = {
    version: '1.2.3',
    openEngine: async ({ dataDir, onFirstSecretInFile }, sharing) => {
      const refused = options.refuses?.[dataDir ?? ''];
      told.push(`open ${sharing}${dataDir === null ? '' : ` ${dataDir}`}`);
      await options.opens;
      if (refused) return err(refused);
      if (env['FIRST_SECRET']) onFirstSecretInFile();
      isOpen += 1;
      return ok({
        client: engine.client,
        broken: options.broken ?? new Promise(() => undefined),
        close: async () => {
          isOpen -= 1;
        },
      });
    },
    storeKeeper: () => ({
      copies: async () => options.copies ?? [],
      restore: async (choice) => {
        told.push(`restore ${choice.kind === 'copy' ? choice.name : choice.kind}`);
        return ok(choice.kind === 'copy' ? '/data/malote-aside.sqlite' : null);
      },
    }),
    folderOf: (dataDir) => dataDir ?? '/data',
    keepAwake: (on) => void told.push(`awake ${on}`),
    serve: async (_place: Place, { port, webhooks }) => {
      told.push(`serve ${port}${webhooks === null ? '' : ` ${JSON.stringify(webhooks)}`}`);
      return 130;
    },
    practise: async (_place: Place, practice: PracticeOptions) => {
      told.push(`practise ${JSON.stringify(practice)}`);
      return ok({
        at: { address: 'http://127.0.0.1:9', token: 'practice-token' },
        close: async () => void told.push('practice closed'),
      });
    },
    endNow: (code) => void told.push(`end now ${code}`),
  };

  const records = (): readonly Record<string, unknown>[] =>
    out
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));

  return {
    engine,
    told,
    questions,
    run: (...argv: readonly string[]) => runCli(argv, { console, host }),
    /** What stands on standard output, and on standard error. */
    out: () => out.join(''),
    err: () => err_.join(''),
    records,
    lastRecord: () => records().at(-1) ?? {},
    stop: (cause: StopCause) => {
      for (const stop of stops) stop(cause);
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    enginesOpen: () => isOpen,
  };
}

import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import type { Language } from '#shared/sentences/languages.ts';
import { problemSentence, type Translate } from '#shared/sentences/translate.ts';
import { barLine, logLine } from './bar.ts';
import type { Console } from './console.ts';
import { type TableColumn, tableLines } from './table.ts';

/** One line for programs. The last one of a command is a `result`. */
export type OutputRecord =
  | { readonly type: 'progress' | 'state'; readonly job: string | null; readonly [fact: string]: unknown }
  | { readonly type: 'row'; readonly [fact: string]: unknown }
  | { readonly type: 'error'; readonly kind: string; readonly message: string; readonly [fact: string]: unknown }
  | {
      readonly type: 'result';
      readonly job: string | null;
      readonly state: string;
      readonly counts: Readonly<Record<string, number>>;
      readonly [fact: string]: unknown;
    };

/** What a command says, in the way that was asked for. Results go to standard output, words to standard error. */
export interface Output {
  readonly isJson: boolean;
  /** A result for people; programs get theirs by `tell`. */
  readonly print: (line: string) => void;
  readonly printTable: (columns: readonly TableColumn[], rows: readonly (readonly string[])[]) => void;
  /** A word to people, that --quiet leaves out. */
  readonly say: (line: string) => void;
  /** What must be read: errors, and how to go on. */
  readonly warn: (line: string) => void;
  /** On a terminal these lines stand at its foot, in the place of the ones before; none takes them away. */
  readonly draw: (lines: readonly string[]) => void;
  /** Somebody looks at a terminal on which lines can be drawn over. */
  readonly isLive: boolean;
  /** A line for programs; nothing happens where there are only people. */
  readonly tell: (record: OutputRecord) => void;
  /** A result was told: nothing need follow. */
  readonly isConcluded: () => boolean;
  readonly progress: (job: JobSnapshot) => void;
  /** No more progress: what is drawn stays. */
  readonly settle: () => void;
  readonly drained: () => Promise<void>;
}

/** A log gets a line every few seconds, a program one a second, a terminal each step. */
const logEveryMs = 5_000;
const tellEveryMs = 1_000;

interface Seen {
  readonly job: JobSnapshot;
  readonly shownAtMs: number;
}

export function createOutput(deps: {
  readonly console: Pick<Console, 'out' | 'err' | 'now' | 'env'>;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly language: Language;
  readonly translate: Translate;
}): Output {
  const { console, isJson, isQuiet, language, translate } = deps;
  const { out, err } = console;
  const lines = { language, translate };
  const seen = new Map<string, Seen>();
  const isColoured = err.isTerminal && !console.env['NO_COLOR'];
  const block = createBlock(err);
  const show = isJson || isQuiet ? null : err.isTerminal ? 'bars' : 'log';

  let hasResult = false;
  const tell = (record: OutputRecord) => {
    hasResult ||= record.type === 'result';
    if (isJson) out.write(`${JSON.stringify(record)}\n`);
  };
  const print = (line: string) => {
    if (isJson) return;
    // On a terminal both come out at one place.
    block.above(() => out.write(`${line}\n`));
  };
  const warn = (line: string) => block.above(() => err.write(`${line}\n`));
  const say = (line: string) => {
    if (!isQuiet) warn(line);
  };

  function progress(job: JobSnapshot): void {
    const before = seen.get(job.job);
    const nowMs = console.now();
    const isNews = before === undefined || !isSameStage(before.job, job);
    const pauseMs = isJson ? tellEveryMs : logEveryMs;
    const isDue = isNews || nowMs - before.shownAtMs >= pauseMs;
    seen.set(job.job, { job, shownAtMs: isDue ? nowMs : before.shownAtMs });
    if (isNews) tell(stateRecord(job));
    if (isDue && job.status === 'running') tell(progressRecord(job));
    if (show === 'bars') draw(before?.job ?? null, job);
    if (show === 'log' && isDue && job.status === 'running') say(named(job, logLine(lines, job)));
    const isNewReason = job.reason !== null && job.reason.kind !== before?.job.reason?.kind;
    // A job that came to rest has its reason told with its end.
    if (isNewReason && job.reason !== null && job.status === 'running') say(problemSentence(translate, job.reason));
  }

  function draw(before: JobSnapshot | null, job: JobSnapshot): void {
    const line = (snapshot: JobSnapshot) =>
      named(snapshot, barLine(lines, snapshot, { columns: err.columns(), isColoured }));
    if (before !== null && before.status === 'running' && before.phase !== job.phase) {
      block.set(job.job, line(finished(before)));
      block.keep(job.job);
    }
    if (job.status === 'running') block.set(job.job, line(job));
    else block.keep(job.job);
  }

  /** Where several go on at once, each says which it is. */
  const named = (job: JobSnapshot, line: string): string => (seen.size > 1 ? `${job.job}  ${line}` : line);

  return {
    isJson,
    print,
    printTable: (columns, rows) => {
      for (const line of tableLines(columns, rows)) print(line);
    },
    say,
    warn,
    isLive: show === 'bars',
    draw: (drawn) => {
      if (show === 'bars')
        block.replace(
          drawn.map((line) => (line.includes('\u001b') ? line : line.slice(0, Math.max(10, err.columns() - 1)))),
        );
    },
    tell,
    isConcluded: () => hasResult,
    progress,
    settle: block.end,
    drained: out.drained,
  };
}

const isSameStage = (a: JobSnapshot, b: JobSnapshot): boolean =>
  a.status === b.status && a.phase === b.phase && a.reason?.kind === b.reason?.kind;

/** A stage that was left has done all of its work, whatever was seen of it last. */
const finished = (job: JobSnapshot): JobSnapshot => ({
  ...job,
  progress: { done: job.progress.total ?? job.progress.done, total: job.progress.total ?? job.progress.done },
  remainingMs: null,
});

const stateRecord = ({ job, status, phase, reason, counts }: JobSnapshot): OutputRecord => ({
  type: 'state',
  job,
  state: status,
  phase,
  reason,
  counts,
});

const progressRecord = (job: JobSnapshot): OutputRecord => ({
  type: 'progress',
  job: job.job,
  phase: job.phase,
  done: job.progress.done,
  total: job.progress.total,
  perMinute: job.perMinute === null ? null : Math.round(job.perMinute * 10) / 10,
  allowedPerMinute: job.allowedPerMinute,
  remainingMs: job.remainingMs,
  counts: job.counts,
});

/** Lines at the foot of a terminal that are drawn over, by name. */
function createBlock(err: Console['err']) {
  const lines = new Map<string, string>();
  let drawn = 0;

  const erase = () => {
    if (drawn > 0) err.write(`\u001b[${drawn}A\r\u001b[J`);
    drawn = 0;
  };
  const draw = () => {
    if (lines.size > 0) err.write(`${[...lines.values()].join('\n')}\n`);
    drawn = lines.size;
  };
  return {
    set(name: string, line: string): void {
      if (lines.get(name) === line) return;
      lines.set(name, line);
      erase();
      draw();
    },
    /** The line stays as it is; what comes is drawn below it. */
    keep(name: string): void {
      const line = lines.get(name);
      if (line === undefined) return;
      erase();
      lines.delete(name);
      err.write(`${line}\n`);
      draw();
    },
    /** All lines are these from now on. */
    replace(texts: readonly string[]): void {
      erase();
      lines.clear();
      for (const [index, text] of texts.entries()) lines.set(String(index), text);
      draw();
    },
    above(write: () => void): void {
      const isDrawn = drawn > 0;
      if (isDrawn) erase();
      write();
      if (isDrawn) draw();
    },
    end(): void {
      lines.clear();
      drawn = 0;
    },
  };
}

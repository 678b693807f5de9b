import { describe, expect, it } from 'vitest';
import type { Sink } from '#main/hosts/cli/console.ts';
import { createOutput } from '#main/hosts/cli/output.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { createTranslator } from '#shared/sentences/translate.ts';

const aJob = (more: Partial<JobSnapshot> = {}): JobSnapshot => ({
  job: 'c1',
  kind: 'campaign',
  name: 'Natal',
  accountId: 1,
  accountName: 'Loja',
  importId: 1,
  campaignId: 1,
  status: 'running',
  phase: 'send',
  reason: null,
  total: 100,
  counts: { queued: 90, accepted: 10 },
  progress: { done: 10, total: 100 },
  perMinute: 30.04,
  allowedPerMinute: 30,
  remainingMs: 180_000,
  createdAt: 0,
  finishedAt: null,
  ...more,
});

function anOutput(options: { terminal?: boolean; json?: boolean; quiet?: boolean; env?: Record<string, string> } = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  let nowMs = 0;
  const sink = (to: string[]): Sink => ({
    write: (text) => void to.push(text),
    drained: async () => undefined,
    isTerminal: options.terminal === true,
    columns: () => 120,
  });
  const output = createOutput({
    console: { out: sink(out), err: sink(err), now: () => nowMs, env: options.env ?? {} },
    isJson: options.json === true,
    isQuiet: options.quiet === true,
    language: 'en',
    translate: createTranslator('en'),
  });
  return {
    output,
    out: () => out.join(''),
    err: () => err.join(''),
    records: () => out.map((line) => JSON.parse(line)),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const esc = String.fromCharCode(27);

/** What a terminal shows in the end: lines that were drawn over are gone. */
function shown(written: string): readonly string[] {
  let lines: string[] = [];
  // `ESC[2A CR ESC[J`: two lines up, and everything from there on erased.
  for (const piece of written.split(`\r${esc}[J`)) {
    const [text = '', lifted = '0'] = piece.split(new RegExp(`${esc}\\[(\\d+)A$`));
    lines.push(...text.split('\n').slice(0, -1));
    lines = lines.slice(0, lines.length - Number(lifted));
  }
  return lines;
}

describe('progress in a log', () => {
  it('is a line at first, at each new stage, and every five seconds in between', () => {
    const { output, err, pass } = anOutput();
    output.progress(aJob({ phase: 'enlist' }));
    output.progress(aJob());
    pass(4_999);
    output.progress(aJob({ progress: { done: 11, total: 100 } }));
    pass(1);
    output.progress(aJob({ progress: { done: 12, total: 100 } }));

    expect(err().split('\n').slice(0, -1)).toEqual([
      'Preparing the messages:  10%, 10 of 100, 30/min, 3 min left',
      'Sending:  10%, 10 of 100, 30/min, 3 min left',
      'Sending:  12%, 12 of 100, 30/min, 3 min left',
    ]);
  });

  it('says why a job that runs gets no further, once', () => {
    const { output, err } = anOutput();
    const reason = { kind: 'serverAway', host: 'loja.digisac.me' } as const;
    output.progress(aJob());
    output.progress(aJob({ reason }));
    output.progress(aJob({ reason }));

    expect(err().match(/loja\.digisac\.me could not be reached/g)).toHaveLength(1);
  });

  it('is left out where only results are wanted; what must be read is not', () => {
    const { output, out, err } = anOutput({ quiet: true });
    output.progress(aJob());
    output.say('a word');
    output.print('a result');
    output.warn('an error');

    expect(out()).toBe('a result\n');
    expect(err()).toBe('an error\n');
  });
});

describe('progress on a terminal', () => {
  it('is one bar per stage, drawn over while it goes on, full when it is left', () => {
    const { output, err } = anOutput({ terminal: true, env: { NO_COLOR: '1' } });
    output.progress(aJob({ phase: 'enlist', progress: { done: 40, total: 100 } }));
    output.progress(aJob({ phase: 'enlist', progress: { done: 80, total: 100 } }));
    output.progress(aJob({ progress: { done: 10, total: 100 } }));
    output.progress(aJob({ progress: { done: 60, total: 100 } }));
    output.progress(aJob({ status: 'done', phase: 'done', progress: { done: 100, total: 100 } }));
    output.settle();

    const [first = '', second = '', ...more] = shown(err());
    expect(first).toMatch(/^Preparing the messages +█{24} +100%/);
    expect(second).toMatch(/^Sending +█{24} +100%/);
    expect(more).toEqual([]);
  });

  it('keeps words and results above the bars', () => {
    const { output, err, out } = anOutput({ terminal: true, env: { NO_COLOR: '1' } });
    output.progress(aJob());
    output.say('a word');
    output.print('a result');

    const lines = shown(err());
    expect(lines[0]).toBe('a word');
    expect(lines[1]).toMatch(/^Sending/);
    expect(out()).toBe('a result\n');
  });

  it('has a bar for each job that goes on, and says which it is', () => {
    const { output, err } = anOutput({ terminal: true, env: { NO_COLOR: '1' } });
    output.progress(aJob());
    output.progress(aJob({ job: 'c2' }));
    output.progress(aJob());

    expect(shown(err()).map((line) => line.slice(0, 12))).toEqual(['c1  Sending ', 'c2  Sending ']);
  });

  it('has no colour where NO_COLOR forbids it', () => {
    const coloured = anOutput({ terminal: true });
    coloured.output.progress(aJob());
    const plain = anOutput({ terminal: true, env: { NO_COLOR: '1' } });
    plain.output.progress(aJob());

    expect(coloured.err()).toContain('\u001b[2m');
    expect(plain.err()).not.toContain('\u001b[');
  });
});

describe('progress for programs', () => {
  it('is one object a line: each change of state, and how far it is once a second', () => {
    const { output, records, err, pass } = anOutput({ json: true });
    output.progress(aJob());
    output.progress(aJob({ progress: { done: 11, total: 100 } }));
    pass(1_000);
    output.progress(aJob({ progress: { done: 12, total: 100 } }));
    output.progress(aJob({ status: 'paused', reason: { kind: 'pausedByUser' } }));

    expect(records().map(({ type, state, done }) => ({ type, state, done }))).toEqual([
      { type: 'state', state: 'running' },
      { type: 'progress', done: 10 },
      { type: 'progress', done: 12 },
      { type: 'state', state: 'paused' },
    ]);
    expect(records()[1]).toEqual({
      type: 'progress',
      job: 'c1',
      phase: 'send',
      done: 10,
      total: 100,
      perMinute: 30,
      allowedPerMinute: 30,
      remainingMs: 180_000,
      counts: { queued: 90, accepted: 10 },
    });
    expect(err()).toBe('');
  });

  it('keeps what is for people off standard output', () => {
    const { output, out, err } = anOutput({ json: true });
    output.print('a result for people');
    output.printTable([{ title: 'x' }], [['y']]);
    output.warn('an error');

    expect(out()).toBe('');
    expect(err()).toBe('an error\n');
  });
});

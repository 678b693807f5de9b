// What is fast, measured: npm run bench -- NAME [options], or --help. docs/performance.md keeps the figures.
import { argv, exit } from 'node:process';

interface Bench {
  readonly about: string;
  /** Loaded only when it is run: a bench measures itself, not its neighbours. */
  readonly load: () => Promise<{ readonly run: (options: readonly string[]) => Promise<void> | void }>;
}

const benches: Readonly<Record<string, Bench>> = {
  stage: {
    about: 'a million rows from file to review: reading, staging, normalising',
    load: () => import('./stage/stage.ts'),
  },
  xlsx: {
    about: 'the longest sheet that Excel holds, read by a process of its own: its memory must stay flat',
    load: () => import('./stage/xlsx.ts'),
  },
  review: {
    about: 'the review of a million rows: pages of the engine, and the window while it is scrolled',
    load: () => import('./review/review.ts'),
  },
  preview: {
    about: 'from a file given to the window to its mapped columns, beside react-spreadsheet-import',
    load: () => import('./preview/preview.ts'),
  },
  send: {
    about: 'messages in a second, each with its committed intent, against a bare loop of fetch',
    load: () => import('./send/send.ts'),
  },
  pace: {
    about: 'how much of its pace a campaign makes use of, and that it never passes it',
    load: () => import('./send/pace.ts'),
  },
  answers: {
    about: 'what 20,000 people did, as Malote counts it and as the account does; and how soon an opt-out counts',
    load: () => import('./send/answers.ts'),
  },
  memory: {
    about: 'the memory of a long campaign, part by part: it must not grow',
    load: () => import('./send/memory.ts'),
  },
  resume: {
    about: 'how soon a campaign of a million goes on after a start, whatever was sent of it',
    load: () => import('./resume/resume.ts'),
  },
  render: {
    about: 'messages rendered in a second, and the preview of any one of a million recipients',
    load: () => import('./render.ts'),
  },
  report: {
    about: 'the numbers of a campaign and the rows behind them, and how long the thread is not free meanwhile',
    load: () => import('./report/report.ts'),
  },
  export: {
    about: 'a hundred thousand tickets as a file: its memory must stay flat, and a kill must not change a byte of it',
    load: () => import('./export/export.ts'),
  },
  person: {
    about: 'everything about one person among a million rows, and their erasure',
    load: () => import('./person.ts'),
  },
  batches: {
    about: 'requests that contacts take to be created when the account refuses some of them',
    load: () => import('./batches.ts'),
  },
  import: {
    about: 'requests that 1,000 rows take, by how the account answers and by what becomes of existing contacts',
    load: () => import('./import/import.ts'),
  },
  blocklist: {
    about: 'a million people looked up in a list of three million numbers',
    load: () => import('./blocklist.ts'),
  },
  phone: {
    about: 'numbers read in a second, against libphonenumber-js alone',
    load: () => import('./phone.ts'),
  },
};

const help = `npm run bench -- NAME [options]   (NAME --help tells them)\n\n${Object.entries(benches)
  .map(([name, { about }]) => `  ${name.padEnd(8)} ${about}`)
  .join('\n')}`;

const [name, ...options] = argv.slice(2);
const bench = name === undefined ? undefined : benches[name];
if (bench === undefined) {
  const isAsked = name === '--help' || name === '-h';
  console.log(help);
  exit(isAsked ? 0 : 2);
}
const { run } = await bench.load();
await run(options);

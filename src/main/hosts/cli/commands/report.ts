import { extname, resolve } from 'node:path';
import { ProblemError } from '#shared/problem.ts';
import type { ReportFormat } from '#shared/rpc/reports.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { readJob } from '../job-code.ts';

export const reportCommand = defineCommand({
  verb: 'report',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.report',
  options: {
    out: { type: 'string', value: 'F.csv|F.xlsx', about: 'cli.option.out' },
    problems: { type: 'boolean', about: 'cli.option.problems' },
  },
  read: ({ values: { out, problems: onlyProblems = false }, positionals: [code = ''] }) => {
    const job = readJob(code);
    // A sheet is corrected, not a message.
    if (onlyProblems && !job.startsWith('i')) {
      throw new ProblemError({ kind: 'optionInvalid', option: '--problems', value: job });
    }
    const importId = Number(job.slice(1));
    const format = out === undefined ? 'csv' : formatOf(out);
    const path = out === undefined ? null : resolve(out);
    return async (context) => {
      const { output, translate, language } = context;
      const engine = await context.engine('shared');
      const { counts, status } = await engine.jobs.get({ job });
      const written = onlyProblems
        ? await engine.reports.problems({ importId, format, path, language })
        : await engine.reports.write({ job, format, path, language });
      output.say(translate(onlyProblems ? 'cli.problemRows' : 'cli.reportRows', { count: written.rows }));
      output.print(translate('cli.reportAt', { path: written.path }));
      output.tell({ type: 'result', job, state: status, counts, ...written });
      return exitCodes.done;
    };
  },
});

function formatOf(path: string): ReportFormat {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') return 'csv';
  if (ending === '.xlsx') return 'xlsx';
  if (ending === '.html') throw new ProblemError({ kind: 'notYet', command: 'report --out F.html' });
  throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: path });
}

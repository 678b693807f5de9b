import { extname, resolve } from 'node:path';
import { ProblemError } from '#shared/problem.ts';
import { type ReportFormat, reportFormatSchema, sheetFormatSchema } from '#shared/rpc/reports.ts';
import { exitCodes } from '../../exit-codes.ts';
import { defineCommand } from '../command.ts';
import { readJob } from '../job-code.ts';

export const reportCommand = defineCommand({
  verb: 'report',
  operands: 'JOB',
  positionals: [1, 1],
  about: 'cli.about.report',
  options: {
    out: { type: 'string', value: 'F.csv|F.xlsx|F.pdf|F.html', about: 'cli.option.out' },
    raw: { type: 'boolean', about: 'cli.option.raw' },
    problems: { type: 'boolean', about: 'cli.option.problems' },
  },
  read: ({ values: { out, raw = false, problems: onlyProblems = false }, positionals: [code = ''] }) => {
    const job = readJob(code);
    const isCampaign = job.startsWith('c');
    // A sheet is corrected, not a message.
    if (onlyProblems && !job.startsWith('i')) {
      throw new ProblemError({ kind: 'optionInvalid', option: '--problems', value: job });
    }
    const id = Number(job.slice(1));
    const format = out === undefined ? 'csv' : formatOf(out);
    const sheetFormat = sheetFormatSchema.safeParse(format);
    if (onlyProblems && !sheetFormat.success)
      throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: out ?? '' });
    if (raw && format !== 'csv') throw new ProblemError({ kind: 'optionInvalid', option: '--raw', value: format });
    if (!sheetFormat.success && !isCampaign) {
      throw new ProblemError({ kind: 'reportOfCampaignsOnly', format: format.toUpperCase() });
    }
    const path = out === undefined ? null : resolve(out);
    return async (context) => {
      const { output, translate, language } = context;
      const engine = await context.engine('shared');
      const { counts, status } = await engine.jobs.get({ job });
      const written =
        onlyProblems && sheetFormat.success
          ? await engine.reports.problems({ importId: id, format: sheetFormat.data, path, language })
          : await engine.reports.write({ job, format, raw, path, language });
      const funnel = isCampaign ? (await engine.reports.campaign({ campaignId: id })).figures.funnel : null;
      if (funnel !== null) output.say(translate('cli.report.figures', funnel));
      output.say(translate(onlyProblems ? 'cli.problemRows' : 'cli.reportRows', { count: written.rows }));
      output.print(translate('cli.reportAt', { path: written.path }));
      output.tell({ type: 'result', job, state: status, counts, ...(funnel === null ? {} : { funnel }), ...written });
      return exitCodes.done;
    };
  },
});

function formatOf(path: string): ReportFormat {
  const format = reportFormatSchema.safeParse(extname(path).slice(1).toLowerCase());
  if (format.success) return format.data;
  throw new ProblemError({ kind: 'optionInvalid', option: '--out', value: path });
}

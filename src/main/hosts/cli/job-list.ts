import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { problemSentence } from '#shared/sentences/translate.ts';
import { stageLabel } from './bar.ts';
import type { Context } from './command.ts';

/** Where a job stands, in one line for people and as the result for programs. */
export function tellState({ output, translate }: Pick<Context, 'output' | 'translate'>, job: JobSnapshot): void {
  const { status, name, reason, counts } = job;
  output.print(`${job.job}  ${name}  ${translate(`state.job.${status}.label`)}`);
  if (reason !== null) output.print(problemSentence(translate, reason));
  output.tell({ type: 'result', job: job.job, state: status, counts, reason });
}

export function printJobs(
  { output, translate, language }: Pick<Context, 'output' | 'translate' | 'language'>,
  jobs: readonly JobSnapshot[],
): void {
  const numbers = new Intl.NumberFormat(language);
  const moments = new Intl.DateTimeFormat(language === 'en' ? 'sv-SE' : language, {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  output.printTable(
    [
      { title: translate('cli.column.job') },
      { title: translate('cli.column.name'), most: 40 },
      { title: translate('cli.column.state') },
      { title: translate('cli.column.stage') },
      { title: translate('cli.column.rows'), align: 'right' },
      { title: translate('cli.column.account'), most: 24 },
      { title: translate('cli.column.begun') },
    ],
    jobs.map((job) => [
      job.job,
      job.name,
      translate(`state.job.${job.status}.label`),
      stageLabel(translate, job),
      numbers.format(job.total),
      job.accountName,
      moments.format(job.createdAt).replace(',', ''),
    ]),
  );
}

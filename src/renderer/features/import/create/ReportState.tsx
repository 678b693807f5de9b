import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import type { Report } from '../../../ui/report/use-report.ts';

/** What became of the report that was asked for. */
export function ReportState({ report }: { readonly report: Report }) {
  const say = useTexts('import');
  if (report.error) return <ErrorText error={report.error} />;
  if (!report.done) return null;
  return (
    <Notice
      tone="good"
      action={
        <a href={report.done.href} download>
          {say('create.result.reportAgain')}
        </a>
      }
    >
      {say('create.result.reportDone', { count: report.done.rows })}
    </Notice>
  );
}

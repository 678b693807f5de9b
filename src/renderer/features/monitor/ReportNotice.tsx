import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Notice } from '../../ui/Notice.tsx';
import type { Report } from '../../ui/report/use-report.ts';

/** What became of the report that was asked for. */
export function ReportNotice(props: { readonly report: Report }) {
  const { error, done, isBusy } = props.report;
  const say = useTexts('monitor');
  if (error) return <ErrorText error={error} />;
  if (done === null || isBusy) return null;
  return (
    <Notice
      tone="good"
      action={
        <a href={done.href} download>
          {say('report.download')}
        </a>
      }
    >
      {say('report.done', { count: done.rows })}
    </Notice>
  );
}

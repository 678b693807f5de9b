import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../ErrorText.tsx';
import { Notice } from '../Notice.tsx';
import type { Report } from './use-report.ts';

/** What became of the report that was asked for. */
export function ReportNotice(props: { readonly report: Report }) {
  const { error, done, isBusy } = props.report;
  const say = useTexts('report');
  if (error) return <ErrorText error={error} />;
  if (done === null || isBusy) return null;
  return (
    <Notice
      tone="good"
      action={
        <a href={done.href} download>
          {say('export.again')}
        </a>
      }
    >
      {say('export.done', { count: done.rows })}
    </Notice>
  );
}

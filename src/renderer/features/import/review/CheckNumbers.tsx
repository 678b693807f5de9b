import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import type { ProblemKind } from '#shared/problem.ts';
import type { ImportDetail } from '#shared/rpc/imports.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobBar } from '../../../ui/JobBar.tsx';
import { AccountPicker } from '../account/AccountPicker.tsx';
import { countIn } from '../situations.ts';
import { useConfigure, useStart } from '../use-import.ts';

/** What has to be said before an account can be asked. */
const aboutAccount: readonly ProblemKind[] = ['noAccount', 'noService', 'serviceAmbiguous', 'serviceUnknown'];

/** Asks the account which numbers are on WhatsApp, in the background; its bar while it does, its end afterwards. */
export function CheckNumbers({ source, job }: { readonly source: ImportDetail; readonly job: JobSnapshot }) {
  const say = useTexts('import');
  const { start, error, isBusy } = useStart(source.id, 'check');
  const { configure, error: notConfigured } = useConfigure(source.id);
  const unchecked = countIn(source.counts, ['normalised']);
  const checked = countIn(source.counts, ['checked', 'noWhatsapp']);
  if (job.phase === 'check' && (job.status === 'running' || job.status === 'paused')) {
    return (
      <div className="review-bar">
        <div className="review-bar-words">
          <JobBar job={job} more={<span />} />
        </div>
      </div>
    );
  }
  if (source.phase !== 'review' && source.phase !== 'check') return null;
  if (unchecked === 0) {
    if (checked === 0) return null;
    return (
      <div className="review-bar">
        <span className="review-bar-good">
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          {say('review.check.done')}
        </span>
      </div>
    );
  }
  const needsAccount = source.missing.some(({ kind }) => aboutAccount.includes(kind));
  return (
    <div className="review-bar">
      <div className="review-bar-words">
        <p className="review-bar-title num">{say('review.check.title', { count: unchecked })}</p>
        <p className={needsAccount ? 'review-bar-need' : 'review-bar-text'}>
          {say(needsAccount ? 'review.check.needsAccount' : 'review.check.text')}
        </p>
      </div>
      {needsAccount ? (
        <AccountPicker source={source} step="revisar" onChoose={(options) => configure({ options })} />
      ) : (
        <Button variant="default" loading={isBusy} onClick={start}>
          {say('review.check.start')}
        </Button>
      )}
      <ErrorText error={error ?? notConfigured} />
    </div>
  );
}

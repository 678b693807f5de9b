import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { ProblemKind } from '#shared/problem.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { useLanguage, useSentences, useTexts } from '../../texts/use-texts.ts';
import { restOf, toneOfRest } from '../../ui/job-rest.ts';
import { isOver } from '../../ui/job-words.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Reasons that are mended where the account is. */
const ofAccount: ReadonlySet<ProblemKind> = new Set([
  'tokenMissing',
  'tokenRefused',
  'signInEnded',
  'permissionDenied',
  'serverAway',
  'serverTrouble',
  'blockedOnTheWay',
  'notDigisac',
  'noAccount',
  'noService',
  'serviceDisconnected',
]);

/** Why the campaign rests or fails, in plain words; and what is wrong with the account before it comes to that. */
export function Trouble(props: { readonly job: JobSnapshot; readonly account: Account | null }) {
  const { job, account } = props;
  const say = useTexts('monitor');
  const language = useLanguage();
  const { problem } = useSentences();
  const toAccount = (
    <Button
      component={Link}
      href={job.reason?.kind === 'signInEnded' ? '/contas/conectar' : '/contas'}
      variant="default"
      size="xs"
    >
      {say(job.reason?.kind === 'signInEnded' ? 'actions.signIn' : 'actions.accounts')}
    </Button>
  );
  if (job.reason) {
    return (
      <Notice tone={toneOfRest(job)} {...(ofAccount.has(job.reason.kind) ? { action: toAccount } : {})}>
        {problem(job.reason)} {restOf(job)?.kind === 'account' && say('trouble.goesOn')}
      </Notice>
    );
  }
  const lost = (account?.services ?? []).filter(({ connected, isWhatsapp }) => isWhatsapp && connected === 'no');
  const isAllLost = lost.length > 0 && lost.length === account?.services.filter((one) => one.isWhatsapp).length;
  if (!isAllLost || isOver(job)) return null;
  return (
    <Notice tone="warn" action={toAccount}>
      {say('trouble.disconnected', {
        count: lost.length,
        names: new Intl.ListFormat(language).format(lost.map(({ name }) => `“${name}”`)),
      })}
    </Notice>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountError } from '../../ui/account/AccountError.tsx';
import { AccountDot } from '../../ui/account/AccountMark.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ServiceHealth } from '../../ui/ServiceHealth.tsx';
import './AccountList.css';

/** One account: who it is, its connections, and the ways to look again or let go of it. */
export function AccountCard({ account }: { readonly account: Account }) {
  const say = useTexts('accounts');
  const format = useFormat();
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const accountId = account.id;
  const renew = () => void queryClient.invalidateQueries({ queryKey: keys.accounts });
  const probe = useMutation({ mutationFn: () => engine.accounts.probe({ accountId }), onSuccess: renew });
  const forget = useMutation({
    mutationFn: () => engine.accounts.forget({ accountId }),
    onSuccess: () => {
      setAsking(false);
      renew();
    },
  });
  return (
    <Panel
      title={account.name}
      mark={<AccountDot color={account.color} />}
      text={<AccountFacts account={account} />}
      aside={
        <div className="account-actions">
          <span className="account-probed num">
            {account.probedAt === null
              ? say('neverProbed')
              : say('probed', { moment: format.moment(account.probedAt) })}
          </span>
          <Button variant="default" loading={probe.isPending} onClick={() => probe.mutate()}>
            {say('probe')}
          </Button>
          <Button variant="default" component={Link} href={`/contas/${account.id}`}>
            {say('open')}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
            {say('forget')}
          </Button>
        </div>
      }
    >
      {account.services.length === 0 ? (
        <Notice tone="warn">{say('noServices')}</Notice>
      ) : (
        <ul className="account-services" aria-label={say('services')}>
          {account.services.map((service) => (
            <li key={service.id}>
              <ServiceHealth service={service} />
            </li>
          ))}
        </ul>
      )}
      <AccountError error={probe.error} />
      <ConfirmDialog
        opened={isAsking}
        title={say('forgetTitle', { name: account.name })}
        action={say('forget')}
        tone="bad"
        busy={forget.isPending}
        error={forget.error}
        onClose={() => setAsking(false)}
        onConfirm={() => forget.mutate()}
      >
        {say('forgetText')}
      </ConfirmDialog>
    </Panel>
  );
}

function AccountFacts({ account }: { readonly account: Account }) {
  const say = useTexts('accounts');
  const { user, kind, host } = account;
  const facts = [kind === 'practice' ? `${say('practiceKind')} · ${say('practiceHost')}` : host];
  if (user && kind !== 'practice') {
    facts.push(say('signedIn', { name: user.name }) + (user.isAdmin ? ` (${say('admin')})` : ''));
  }
  return facts.join(' · ');
}

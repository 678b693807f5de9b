import { NativeSelect } from '@mantine/core';
import type { Account } from '#shared/rpc/accounts.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** In which account it is looked, and on which of its connections. */
export function Scope(props: {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly serviceId: string | null;
  readonly onChange: (accountId: number, serviceId: string | null) => void;
}) {
  const { accounts, account, serviceId, onChange } = props;
  const say = useTexts('lookup');
  return (
    <>
      {accounts.length > 1 && (
        <NativeSelect
          label={say('scope.account')}
          data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(account.id)}
          onChange={(event) => onChange(Number(event.currentTarget.value), null)}
        />
      )}
      <NativeSelect
        label={say('scope.connection')}
        data={[
          { value: '', label: say('scope.all') },
          ...account.services.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={serviceId ?? ''}
        onChange={(event) => onChange(account.id, event.currentTarget.value || null)}
      />
    </>
  );
}

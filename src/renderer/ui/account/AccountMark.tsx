import { useQuery } from '@tanstack/react-query';
import type { AccountColor } from '#shared/accounts/color.ts';
import { queries } from '../../rpc/queries.ts';
import './AccountMark.css';

/** From which account something is: its name, and its colour for as long as Malote has it. */
export function AccountMark(props: { readonly accountId: number | null; readonly name: string }) {
  const account = useQuery(queries.accounts()).data?.find(({ id }) => id === props.accountId);
  return (
    <span className="account-mark">
      {account && <AccountDot color={account.color} />}
      {props.name}
    </span>
  );
}

export function AccountDot({ color }: { readonly color: AccountColor }) {
  return <span className="account-dot" data-color={color} aria-hidden />;
}

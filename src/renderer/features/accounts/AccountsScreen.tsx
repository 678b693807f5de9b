import { AccountList } from './AccountList.tsx';
import { ConnectAccount } from './ConnectAccount.tsx';

/** The accounts there are, or the form that connects one more. */
export function AccountsScreen(props: { readonly isConnecting: boolean }) {
  return props.isConnecting ? <ConnectAccount /> : <AccountList />;
}

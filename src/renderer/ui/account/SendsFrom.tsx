import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './SendsFrom.css';

/** Right where something is about to leave: from which account, in its colour, and from which of its connections. */
export function SendsFrom(props: { readonly accountId: number | null; readonly serviceId?: string | null }) {
  const say = useTexts('account');
  const account = useQuery(queries.accounts()).data?.find(({ id }) => id === props.accountId);
  if (!account) return null;
  const service = account.services.find(({ id }) => id === props.serviceId);
  return (
    <p className="sends-from" data-color={account.color}>
      <span className="sends-from-label">{say('sendsFrom')}</span>
      <span className="sends-from-name">{account.name}</span>
      {service && <span className="sends-from-service">{service.name}</span>}
    </p>
  );
}

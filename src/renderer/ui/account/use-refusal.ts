import { useQuery } from '@tanstack/react-query';
import type { Permission } from '#shared/accounts/permission.ts';
import { queries } from '../../rpc/queries.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** Why the account's user may not do something, as was learned when it was tried; null where nothing is known against it. */
export function useRefusal(accountId: number | null, permission: Permission): string | null {
  const say = useTexts('account');
  const format = useFormat();
  const { data = [] } = useQuery({ ...queries.refused(accountId ?? 0), enabled: accountId !== null });
  const found = data.find((one) => one.permission === permission);
  return found ? say('refused.since', { moment: format.moment(found.refusedAt) }) : null;
}

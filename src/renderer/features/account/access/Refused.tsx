import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Permission } from '#shared/accounts/permission.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';

/** What the account did not allow, as was learned when it was tried. */
export function Refused({ accountId }: { readonly accountId: number }) {
  const say = useTexts('account');
  const format = useFormat();
  const queryClient = useQueryClient();
  const refused = useQuery(queries.refused(accountId));
  const again = useMutation({
    mutationFn: (permission: Permission) => engine.desk.tryAgain({ accountId, permission }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <Panel title={say('refused.title')} text={say('refused.text')}>
      <Loaded query={refused}>
        {(list) =>
          list.length === 0 ? (
            <p className="access-none">{say('refused.none')}</p>
          ) : (
            <ul className="access-list">
              {list.map(({ permission, detail, refusedAt }) => (
                <li key={permission}>
                  <div className="access-line">
                    <span className="access-name">{say(`refused.permission.${permission}`)}</span>
                    <span className="access-facts num">
                      {say('refused.when', { moment: format.moment(refusedAt), detail })}
                    </span>
                  </div>
                  <Button variant="default" size="xs" onClick={() => again.mutate(permission)}>
                    {say('refused.again')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ErrorText error={again.error} />
    </Panel>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useRefusal } from '../../../ui/account/use-refusal.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { deskKeys, deskQueries } from '../queries.ts';
import { Reasoned } from '../Reasoned.tsx';

/** Permanent tokens of the user, whoever made them. Their secrets are never shown. */
export function Tokens({ accountId }: { readonly accountId: number }) {
  const say = useTexts('account');
  const format = useFormat();
  const queryClient = useQueryClient();
  const tokens = useQuery(deskQueries.tokens(accountId));
  const refusal = useRefusal(accountId, 'tokens');
  const [leaving, setLeaving] = useState<{ readonly id: string; readonly name: string } | null>(null);
  const remove = useMutation({
    mutationFn: (token: { readonly id: string; readonly name: string }) =>
      engine.desk.removeToken({ accountId, ...token }),
    onSuccess: async () => {
      setLeaving(null);
      await queryClient.invalidateQueries({ queryKey: deskKeys.of(accountId) });
    },
  });
  return (
    <Panel title={say('tokens.title')} text={say('tokens.text')}>
      <Loaded query={tokens}>
        {(list) =>
          list.length === 0 ? (
            <p className="access-none">{say('tokens.none')}</p>
          ) : (
            <ul className="access-list">
              {list.map(({ id, name, createdAt }) => (
                <li key={id}>
                  <div className="access-line">
                    <span className="access-name">{name}</span>
                    {createdAt !== null && (
                      <span className="access-facts num">
                        {say('tokens.made', { moment: format.moment(createdAt) })}
                      </span>
                    )}
                  </div>
                  <Reasoned why={refusal}>
                    <Button
                      variant="subtle"
                      color="gray"
                      size="xs"
                      disabled={refusal !== null}
                      aria-label={say('tokens.removeOne', { name })}
                      onClick={() => setLeaving({ id, name })}
                    >
                      {say('tokens.remove')}
                    </Button>
                  </Reasoned>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ConfirmDialog
        opened={leaving !== null}
        title={say('tokens.removeTitle', { name: leaving?.name ?? '' })}
        action={say('tokens.remove')}
        tone="bad"
        busy={remove.isPending}
        error={remove.error}
        onClose={() => setLeaving(null)}
        onConfirm={() => leaving && remove.mutate(leaving)}
      >
        {say('tokens.removeText')}
      </ConfirmDialog>
    </Panel>
  );
}

import { Button, Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type AccountColor, accountColors } from '#shared/accounts/color.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { engine } from '../../rpc/engine.ts';
import { keys } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { AccountDot } from '../../ui/account/AccountMark.tsx';

/** The colour of an account, and the seven others. */
export function ColorMenu({ account }: { readonly account: Account }) {
  const say = useTexts('account');
  const queryClient = useQueryClient();
  const choose = useMutation({
    mutationFn: (color: AccountColor) => engine.accounts.setColor({ accountId: account.id, color }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: keys.accounts }),
  });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<AccountDot color={account.color} />}>
          {say('color.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{say('color.why')}</Menu.Label>
        {accountColors.map((color) => (
          <Menu.Item
            key={color}
            leftSection={<AccountDot color={color} />}
            rightSection={color === account.color ? <IconCheck size={16} aria-hidden /> : null}
            aria-current={color === account.color ? 'true' : undefined}
            onClick={() => choose.mutate(color)}
          >
            {say(`color.${color}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

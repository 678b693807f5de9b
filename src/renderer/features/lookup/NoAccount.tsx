import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useTexts } from '../../texts/use-texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PictureAccount } from '../../ui/pictures/PictureAccount.tsx';

/** There is nowhere to look. */
export function NoAccount() {
  const say = useTexts('lookup');
  return (
    <Panel>
      <EmptyState
        picture={<PictureAccount />}
        title={say('noAccount')}
        text={say('noAccountText')}
        action={
          <Button component={Link} href="/contas/conectar/ferramentas">
            {say('connect')}
          </Button>
        }
      />
    </Panel>
  );
}

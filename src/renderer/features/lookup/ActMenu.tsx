import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { type ActionVerb, isGrave } from '#shared/actions/wish.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';

/** What can be done to the chosen contacts; each leads to where it is checked first. */
export function ActMenu(props: {
  readonly verbs: readonly ActionVerb[];
  readonly accountId: number;
  readonly contactIds: readonly string[];
}) {
  const { verbs, accountId, contactIds } = props;
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const [, navigate] = useLocation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button disabled={contactIds.length === 0} rightSection={<IconChevronDown size={16} aria-hidden />}>
          {say('act.label')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {verbs.map((verb) => (
          <Menu.Item
            key={verb}
            {...(isGrave(verb) ? { color: 'red' } : {})}
            onClick={() => navigate(`/ferramentas/nova/${verb}`, { state: { accountId, contactIds } })}
          >
            {sentence(`state.actionVerb.${verb}.label`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

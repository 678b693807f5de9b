import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockList } from '#shared/audience/block-list.ts';
import { engine } from '../../../rpc/engine.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNoRows } from '../../../ui/pictures/PictureNoRows.tsx';
import { audienceKeys, audienceQueries } from '../queries.ts';
import './BlockLists.css';
import { LoadDialog } from './LoadDialog.tsx';

/** Lists of numbers that no campaign writes to: load, replace, remove. */
export function BlockLists() {
  const say = useTexts('audience');
  const queryClient = useQueryClient();
  const known = useQuery(audienceQueries.blockLists());
  const [loading, setLoading] = useState<{ readonly replaces: BlockList | null } | null>(null);
  const [removing, setRemoving] = useState<BlockList | null>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: audienceKeys.blockLists });
  const remove = useMutation({
    mutationFn: (listId: number) => engine.blockLists.remove({ listId }),
    onSuccess: () => {
      setRemoving(null);
      return refresh();
    },
  });
  const add = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setLoading({ replaces: null })}>
      {say('lists.add')}
    </Button>
  );
  return (
    <Panel title={say('lists.title')} text={say('lists.text')} aside={known.data?.length ? add : undefined}>
      <Loaded query={known}>
        {(lists) =>
          lists.length === 0 ? (
            <EmptyState
              picture={<PictureNoRows />}
              title={say('lists.empty')}
              text={say('lists.emptyText')}
              action={add}
            />
          ) : (
            <ul className="block-lists">
              {lists.map((list) => (
                <Line
                  key={list.id}
                  list={list}
                  onReplace={() => setLoading({ replaces: list })}
                  onRemove={() => setRemoving(list)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      <LoadDialog
        opened={loading !== null}
        replaces={loading?.replaces ?? null}
        onClose={() => setLoading(null)}
        onLoaded={() => {
          setLoading(null);
          void refresh();
        }}
      />
      <ConfirmDialog
        opened={removing !== null}
        title={say('lists.removeTitle')}
        action={say('lists.removeAction')}
        tone="bad"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={() => setRemoving(null)}
      >
        {say('lists.removeText', { name: removing?.name ?? '', count: removing?.numbers ?? 0 })}
      </ConfirmDialog>
    </Panel>
  );
}

function Line(props: { readonly list: BlockList; readonly onReplace: () => void; readonly onRemove: () => void }) {
  const { name, source, dated, areas, numbers, notNumbers, isExpired } = props.list;
  const say = useTexts('audience');
  const [year, month, day] = dated.split('-');
  const facts = [
    say('lists.numbers', { count: numbers }),
    say('lists.dated', { day: `${day}/${month}/${year}` }),
    ...(source === '' ? [] : [source]),
    ...(areas.length === 0 ? [] : [say('lists.areas', { areas: areas.join(', ') })]),
    ...(notNumbers === 0 ? [] : [say('lists.unread', { count: notNumbers })]),
  ];
  return (
    <li className="block-list">
      <div className="block-list-words">
        <span className="block-list-name">{name}</span>
        <span className="block-list-facts num">{facts.join(' · ')}</span>
      </div>
      <Button variant="default" size="xs" aria-label={say('lists.replaceLabel', { name })} onClick={props.onReplace}>
        {say('lists.replace')}
      </Button>
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        aria-label={say('lists.remove', { name })}
        onClick={props.onRemove}
      >
        {say('saved.removeAction')}
      </Button>
      {isExpired && (
        <div className="block-list-notice">
          <Notice tone="warn">{say('lists.expired')}</Notice>
        </div>
      )}
    </li>
  );
}

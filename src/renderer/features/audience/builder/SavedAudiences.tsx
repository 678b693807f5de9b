import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedAudience } from '#shared/rpc/audiences.ts';
import { engine } from '../../../rpc/engine.ts';
import { keys, queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import type { Connection } from '../queries.ts';
import { type Draft, draftOf } from './draft.ts';
import './SavedAudiences.css';

/** Audiences that were kept under a name: each is looked up anew when it is used. */
export function SavedAudiences(props: {
  readonly onOpen: (draft: Draft) => void;
  readonly onConnection: (connection: Connection) => void;
}) {
  const say = useTexts('audience');
  const format = useFormat();
  const queryClient = useQueryClient();
  const saved = useQuery(queries.savedAudiences());
  const [removing, setRemoving] = useState<SavedAudience | null>(null);
  const [isOther, setOther] = useState(false);
  const remove = useMutation({
    mutationFn: (id: number) => engine.audiences.remove({ id }),
    onSuccess: () => {
      setRemoving(null);
      return queryClient.invalidateQueries({ queryKey: keys.savedAudiences });
    },
  });
  const open = ({ definition }: SavedAudience) => {
    const draft = draftOf(definition.root);
    setOther(draft === null);
    if (draft === null) return;
    props.onConnection({ accountId: definition.accountId, serviceId: definition.serviceId });
    props.onOpen(draft);
  };
  return (
    <Panel title={say('saved.title')}>
      <Loaded query={saved}>
        {(known) =>
          known.length === 0 ? (
            <p className="count-note">{say('saved.empty')}</p>
          ) : (
            <ul className="saved-audiences">
              {known.map((one) => (
                <li key={one.id}>
                  <button
                    type="button"
                    className="saved-audience"
                    aria-label={say('saved.open', { name: one.name })}
                    onClick={() => open(one)}
                  >
                    <span className="saved-audience-name">{one.name}</span>
                    <span className="count-note num">
                      {say('saved.when', { when: format.shortMoment(one.savedAt) })}
                    </span>
                  </button>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={say('saved.remove', { name: one.name })}
                    onClick={() => setRemoving(one)}
                  >
                    <IconTrash size={16} aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isOther && <Notice tone="calm">{say('saved.other')}</Notice>}
      <ConfirmDialog
        opened={removing !== null}
        title={say('saved.removeTitle')}
        action={say('saved.removeAction')}
        tone="bad"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate(removing.id)}
        onClose={() => setRemoving(null)}
      >
        {say('saved.removeText', { name: removing?.name ?? '' })}
      </ConfirmDialog>
    </Panel>
  );
}

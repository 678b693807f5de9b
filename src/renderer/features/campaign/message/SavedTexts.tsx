import { ActionIcon, Button, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { engine } from '../../../rpc/engine.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { LinesSkeleton } from '../../../ui/LinesSkeleton.tsx';
import { messageQueries } from './message-queries.ts';
import './SavedTexts.css';

/** Texts to begin from: those kept in Malote and the account's quick replies; this one can be kept as well. */
export function SavedTexts(props: {
  readonly accountId: number | null;
  readonly text: string;
  readonly onUse: (text: string) => void;
}) {
  const say = useTexts('campaign');
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // Left without a choice, as with Escape.
  const dismiss = (opened: boolean) => {
    setOpen(opened);
    if (!opened) button.current?.focus();
  };
  const use = (text: string) => {
    setOpen(false);
    props.onUse(text);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={dismiss}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus={false}
      width={336}
    >
      <Popover.Target>
        <Button
          ref={button}
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconBookmark size={16} stroke={1.75} aria-hidden />}
          aria-expanded={isOpen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setOpen(!isOpen)}
        >
          {say('saved.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('saved.button')} p={0}>
        {isOpen && (
          <>
            <div className="saved-lists" tabIndex={-1} data-autofocus>
              <Kept onUse={use} />
              <QuickReplies accountId={props.accountId} onUse={use} />
            </div>
            {props.text.trim() !== '' && <KeepThis text={props.text} />}
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Kept(props: { readonly onUse: (text: string) => void }) {
  const say = useTexts('campaign');
  const client = useQueryClient();
  const saved = useQuery(messageQueries.saved(true));
  const forget = useMutation({
    mutationFn: (id: number) => engine.messages.forget({ id }),
    onSettled: () => client.invalidateQueries({ queryKey: messageQueries.saved(true).queryKey }),
  });
  return (
    <section className="saved" aria-label={say('saved.kept')}>
      <h3 className="saved-title">{say('saved.kept')}</h3>
      {saved.isPending && <LinesSkeleton lines={2} />}
      <ErrorText error={saved.error ?? forget.error} />
      {saved.data?.length === 0 && <p className="saved-none">{say('saved.none')}</p>}
      <ul className="saved-list">
        {saved.data?.map(({ id, name, template }) => (
          <li key={id} className="saved-line">
            <button type="button" className="saved-use" onClick={() => props.onUse(template)}>
              <span className="saved-name">{name}</span>
              <span className="saved-text">{template}</span>
            </button>
            <Tooltip label={say('saved.forget', { name })}>
              <ActionIcon
                aria-label={say('saved.forget', { name })}
                loading={forget.isPending && forget.variables === id}
                onClick={() => forget.mutate(id)}
              >
                <IconTrash size={16} stroke={1.75} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  );
}

function QuickReplies(props: { readonly accountId: number | null; readonly onUse: (text: string) => void }) {
  const say = useTexts('campaign');
  const replies = useQuery(messageQueries.quickReplies(props.accountId, true));
  if (replies.data?.length === 0 || props.accountId === null) return null;
  return (
    <section className="saved" aria-label={say('saved.quick')}>
      <h3 className="saved-title">{say('saved.quick')}</h3>
      {replies.isPending && <LinesSkeleton lines={2} />}
      <ErrorText error={replies.error} />
      <ul className="saved-list">
        {replies.data?.map(({ id, title, text }) => (
          <li key={id} className="saved-line">
            <button type="button" className="saved-use" onClick={() => props.onUse(text)}>
              <span className="saved-name">{title || text}</span>
              {title !== '' && title !== text && <span className="saved-text">{text}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function KeepThis(props: { readonly text: string }) {
  const say = useTexts('campaign');
  const client = useQueryClient();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => engine.messages.save({ name: name.trim(), template: props.text }),
    onSuccess: () => {
      setName('');
      return client.invalidateQueries({ queryKey: messageQueries.saved(true).queryKey });
    },
  });
  return (
    <form
      className="saved-keep"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !save.isPending) save.mutate();
      }}
    >
      <TextInput
        aria-label={say('saved.name')}
        placeholder={say('saved.name')}
        value={name}
        maxLength={100}
        className="saved-keep-name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''} loading={save.isPending}>
        {say('saved.save')}
      </Button>
      <ErrorText error={save.error} />
    </form>
  );
}

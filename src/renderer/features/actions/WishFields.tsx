import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ActionVerb, Named } from '#shared/actions/wish.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Notice } from '../../ui/Notice.tsx';
import { actionQueries } from './action-queries.ts';
import { TagField } from './TagField.tsx';
import type { WishParts } from './wish-form.ts';

interface FieldsProps {
  readonly accountId: number;
  readonly parts: WishParts;
  readonly onChange: (parts: Partial<WishParts>) => void;
}

/** What a verb needs to be told. */
export function WishFields({ verb, ...props }: FieldsProps & { readonly verb: ActionVerb }) {
  switch (verb) {
    case 'tag':
    case 'untag':
      return <TagField {...props} mayBeNew={verb === 'tag'} />;
    case 'setField':
      return <FieldFields {...props} />;
    case 'setDepartment':
      return <DepartmentField {...props} />;
    case 'block':
    case 'unblock':
      return <NoteField {...props} label="reason" />;
    case 'delete':
      return <DeleteNote />;
    case 'openTicket':
    case 'transferTicket':
      return <TicketFields {...props} />;
    case 'closeTicket':
      return <CloseFields {...props} />;
    case 'comment':
      return <NoteField {...props} label="text" />;
    case 'createGroup':
    case 'promote':
      return <GroupFields {...props} isNew={verb === 'createGroup'} />;
  }
}

/** One of the account's own, by its name. */
function NamedSelect(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly all: readonly Named[] | undefined;
  readonly isFailed: boolean;
  readonly value: Named | null;
  readonly clearable?: boolean;
  readonly onChoose: (value: Named | null) => void;
}) {
  const say = useTexts('actions');
  const { all } = props;
  return (
    <Select
      label={props.label}
      placeholder={props.placeholder}
      data={all?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={props.value?.id ?? null}
      searchable
      clearable={props.clearable ?? false}
      disabled={all === undefined}
      error={props.isFailed ? say('whom.failed') : undefined}
      onChange={(id) => {
        const found = all?.find((one) => one.id === id);
        props.onChoose(found === undefined ? null : { id: found.id, name: found.name });
      }}
    />
  );
}

function FieldFields({ accountId, parts, onChange }: FieldsProps) {
  const say = useTexts('actions');
  const fields = useQuery(queries.customFields(accountId));
  return (
    <div className="wish-pair">
      <NamedSelect
        label={say('what.field')}
        placeholder={say('what.chooseField')}
        all={fields.data}
        isFailed={fields.isError}
        value={parts.field}
        onChoose={(field) => onChange({ field })}
      />
      <TextInput
        label={say('what.value')}
        description={say('what.valueHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={parts.value}
        maxLength={1_000}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
    </div>
  );
}

function DepartmentField({ accountId, parts, onChange }: FieldsProps) {
  const say = useTexts('actions');
  const departments = useQuery(queries.departments(accountId));
  return (
    <NamedSelect
      label={say('what.department')}
      placeholder={say('what.chooseDepartment')}
      all={departments.data}
      isFailed={departments.isError}
      value={parts.department}
      onChoose={(department) => onChange({ department })}
    />
  );
}

function TicketFields(props: FieldsProps) {
  const { accountId, parts, onChange } = props;
  const say = useTexts('actions');
  const choices = useQuery(actionQueries.choices(accountId));
  return (
    <>
      <div className="wish-pair">
        <DepartmentField {...props} />
        <NamedSelect
          label={say('what.user')}
          placeholder={say('what.anyUser')}
          all={choices.data?.users}
          isFailed={choices.isError}
          value={parts.user}
          clearable
          onChoose={(user) => onChange({ user })}
        />
      </div>
      <NoteField {...props} label="comment" />
    </>
  );
}

function CloseFields(props: FieldsProps) {
  const { accountId, parts, onChange } = props;
  const say = useTexts('actions');
  const choices = useQuery(actionQueries.choices(accountId));
  const topics = choices.data?.topics;
  return (
    <>
      <MultiSelect
        label={say('what.topics')}
        placeholder={topics?.length === 0 ? say('what.noTopics') : undefined}
        data={topics?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={parts.topics.map(({ id }) => id)}
        searchable
        size="sm"
        comboboxProps={{ withinPortal: false, shadow: 'md' }}
        disabled={topics === undefined || topics.length === 0}
        error={choices.isError ? say('whom.failed') : undefined}
        onChange={(ids) => onChange({ topics: topics?.filter(({ id }) => ids.includes(id)) ?? [] })}
      />
      <NoteField {...props} label="comment" />
    </>
  );
}

function NoteField({ parts, onChange, label }: FieldsProps & { readonly label: 'reason' | 'comment' | 'text' }) {
  const say = useTexts('actions');
  return (
    <Textarea
      label={say(`what.${label}`)}
      description={say(`what.${label}Hint`)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={parts.note}
      autosize
      minRows={label === 'text' ? 3 : 2}
      maxRows={8}
      maxLength={2_000}
      onChange={(event) => onChange({ note: event.currentTarget.value })}
    />
  );
}

function GroupFields({ parts, onChange, isNew }: FieldsProps & { readonly isNew: boolean }) {
  const say = useTexts('actions');
  return (
    <>
      <TextInput
        label={say('what.groupName')}
        value={parts.label}
        maxLength={100}
        onChange={(event) => onChange({ label: event.currentTarget.value })}
      />
      {isNew && (
        <Textarea
          label={say('what.admins')}
          description={say('what.adminsHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={parts.admins}
          autosize
          minRows={2}
          maxRows={6}
          spellCheck={false}
          onChange={(event) => onChange({ admins: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function DeleteNote() {
  const say = useTexts('actions');
  return <Notice tone="warn">{say('what.delete')}</Notice>;
}

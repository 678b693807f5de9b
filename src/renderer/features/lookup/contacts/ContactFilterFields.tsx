import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { lookupQueries } from '../lookup-queries.ts';
import { draftKinds, type FilterDraft } from './filter-draft.ts';

interface Props {
  readonly accountId: number;
  readonly draft: FilterDraft;
  readonly onChange: (change: Partial<FilterDraft>) => void;
}

/** By what contacts are looked for. */
export function ContactFilterFields(props: Props) {
  const { draft, onChange } = props;
  const say = useTexts('lookup');
  return (
    <>
      <NativeSelect
        label={say('contacts.by')}
        data={draftKinds.map((value) => ({ value, label: say(`contacts.kind.${value}`) }))}
        value={draft.by}
        onChange={({ currentTarget: { value } }) => {
          const by = draftKinds.find((kind) => kind === value);
          if (by) onChange({ by, id: null, text: '' });
        }}
      />
      <Value {...props} />
    </>
  );
}

function Value(props: Props) {
  const { draft, onChange } = props;
  const say = useTexts('lookup');
  switch (draft.by) {
    case 'all':
      return null;
    case 'name':
    case 'number':
      return (
        <TextInput
          className="look-wide"
          label={say(`contacts.kind.${draft.by}`)}
          inputMode={draft.by === 'number' ? 'tel' : 'search'}
          value={draft.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      );
    case 'createdSince':
      return (
        <TextInput
          type="date"
          label={say('contacts.day')}
          value={draft.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      );
    case 'field':
      return <FieldValue {...props} />;
    case 'tag':
      return <TagValue {...props} />;
    case 'organisation':
    case 'person':
      return <DirectoryValue {...props} />;
  }
}

function Choice(props: {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly isFailed: boolean;
  readonly value: string | null;
  readonly onChoose: (id: string | null, label: string) => void;
}) {
  const { label, options, isFailed, value, onChoose } = props;
  const say = useTexts('lookup');
  return (
    <Select
      className="look-wide"
      label={label}
      data={options === undefined ? [] : [...options]}
      value={value}
      searchable
      disabled={options === undefined || options.length === 0}
      placeholder={options?.length === 0 ? say('contacts.none') : say('contacts.choose')}
      nothingFoundMessage={say('contacts.none')}
      error={isFailed ? say('contacts.failed') : undefined}
      onChange={(id, option) => onChoose(id, option?.label ?? '')}
    />
  );
}

function TagValue({ accountId, draft, onChange }: Props) {
  const say = useTexts('lookup');
  const tags = useQuery(queries.tags(accountId));
  return (
    <Choice
      label={say('contacts.kind.tag')}
      options={tags.data?.map(({ id, label }) => ({ value: id, label }))}
      isFailed={tags.isError}
      value={draft.id}
      onChoose={(id, label) => onChange({ id, label })}
    />
  );
}

function DirectoryValue({ accountId, draft, onChange }: Props) {
  const say = useTexts('lookup');
  const directory = useQuery(lookupQueries.directory(accountId));
  const isPerson = draft.by === 'person';
  const all = isPerson ? directory.data?.people : directory.data?.organisations;
  return (
    <Choice
      label={say(isPerson ? 'contacts.kind.person' : 'contacts.kind.organisation')}
      options={all?.map(({ id, name }) => ({ value: id, label: name }))}
      isFailed={directory.isError}
      value={draft.id}
      onChoose={(id, label) => onChange({ id, label })}
    />
  );
}

function FieldValue({ accountId, draft, onChange }: Props) {
  const say = useTexts('lookup');
  const fields = useQuery(queries.customFields(accountId));
  return (
    <>
      <Choice
        label={say('contacts.kind.field')}
        options={fields.data?.map(({ id, name }) => ({ value: id, label: name }))}
        isFailed={fields.isError}
        value={draft.id}
        onChoose={(id, label) => onChange({ id, label })}
      />
      <NativeSelect
        label={say('contacts.test')}
        data={(['filled', 'equals', 'contains'] as const).map((value) => ({
          value,
          label: say(`contacts.tests.${value}`),
        }))}
        value={draft.test}
        onChange={({ currentTarget: { value } }) => {
          if (value === 'filled' || value === 'equals' || value === 'contains') onChange({ test: value });
        }}
      />
      {draft.test !== 'filled' && (
        <TextInput
          label={say('contacts.value')}
          value={draft.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
    </>
  );
}

import { NativeSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { outcomeKindSchema, outcomeKinds, type Source } from '#shared/audience/definition.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { reasonLabel } from '../../../ui/audience/reason-label.ts';
import { audienceQueries, type Connection } from '../queries.ts';
import type { Condition } from './draft.ts';

interface FieldsProps {
  readonly connection: Connection;
  readonly source: Source | null;
  readonly onChange: (source: Source | null) => void;
}

/** What is still to be chosen for a line, by what it is about. */
export function SourceFields(props: {
  readonly condition: Condition;
  readonly connection: Connection;
  readonly onChange: (source: Source | null) => void;
}) {
  const { kind, source } = props.condition;
  const fields: FieldsProps = { connection: props.connection, source, onChange: props.onChange };
  switch (kind) {
    case 'import':
      return <ImportFields {...fields} />;
    case 'campaign':
      return <CampaignFields {...fields} />;
    case 'tag':
      return <TagFields {...fields} />;
    case 'field':
      return <FieldFields {...fields} />;
    case 'organisation':
    case 'person':
      return <DirectoryFields {...fields} by={kind} />;
    case 'createdSince':
      return <SinceFields {...fields} />;
    case 'all':
      return null;
  }
}

/** One of many by name, with what to say while they come, where there is none, and where they could not be had. */
function Choice(props: {
  readonly of: 'import' | 'campaign' | 'tag' | 'field' | 'organisation' | 'person';
  readonly options: readonly { readonly value: string; readonly label: string }[] | undefined;
  readonly isFailed: boolean;
  readonly value: string | null;
  readonly onChoose: (value: string | null) => void;
}) {
  const { of, options, isFailed } = props;
  const say = useTexts('audience');
  const isEmpty = options?.length === 0;
  return (
    <Select
      aria-label={say(`build.choose.${of}`)}
      placeholder={say(isEmpty ? `build.none.${of}` : `build.choose.${of}`)}
      data={options === undefined ? [] : [...options]}
      value={props.value}
      searchable
      disabled={options === undefined || isEmpty}
      nothingFoundMessage={say('build.search')}
      error={isFailed ? say('build.failed') : undefined}
      onChange={props.onChoose}
    />
  );
}

function ImportFields({ connection, source, onChange }: FieldsProps) {
  const say = useTexts('audience');
  const known = useQuery(audienceQueries.sources(connection));
  return (
    <Choice
      of="import"
      options={known.data?.imports.map(({ importId, name, people, isHere }) => {
        const label = say('build.people', { name, count: people });
        return { value: String(importId), label: isHere ? label : say('build.elsewhere', { name: label }) };
      })}
      isFailed={known.isError}
      value={source?.kind === 'import' ? String(source.importId) : null}
      onChoose={(id) => onChange(id === null ? null : { kind: 'import', importId: Number(id) })}
    />
  );
}

function CampaignFields({ connection, source, onChange }: FieldsProps) {
  const say = useTexts('audience');
  const known = useQuery(audienceQueries.sources(connection));
  const chosen = source?.kind === 'campaign' ? source : null;
  const campaign = known.data?.campaigns.find(({ campaignId }) => campaignId === chosen?.campaignId);
  const causes = campaign?.causes.filter(({ outcome }) => outcome === chosen?.outcome) ?? [];
  return (
    <>
      <Choice
        of="campaign"
        options={known.data?.campaigns.map(({ campaignId, name, isHere }) => ({
          value: String(campaignId),
          label: isHere ? name : say('build.elsewhere', { name }),
        }))}
        isFailed={known.isError}
        value={chosen === null ? null : String(chosen.campaignId)}
        onChoose={(id) =>
          onChange(
            id === null
              ? null
              : {
                  kind: 'campaign',
                  campaignId: Number(id),
                  outcome: chosen?.outcome ?? 'unanswered',
                  cause: null,
                  version: null,
                },
          )
        }
      />
      {chosen !== null && (
        <NativeSelect
          aria-label={say('build.outcome')}
          data={outcomeKinds.map((kind) => ({ value: kind, label: say(`build.outcomes.${kind}`) }))}
          value={chosen.outcome}
          onChange={(event) =>
            onChange({ ...chosen, outcome: outcomeKindSchema.parse(event.currentTarget.value), cause: null })
          }
        />
      )}
      {chosen !== null && causes.length > 0 && (
        <NativeSelect
          aria-label={say('build.cause')}
          data={[
            { value: '', label: say('build.anyCause') },
            ...causes.map(({ problem, count }) => ({
              value: problem,
              label: say('build.people', { name: reasonLabel(say, problem), count }),
            })),
          ]}
          value={chosen.cause ?? ''}
          onChange={(event) => onChange({ ...chosen, cause: event.currentTarget.value || null })}
        />
      )}
      {chosen !== null && campaign !== undefined && campaign.versions > 1 && (
        <NativeSelect
          aria-label={say('build.version')}
          data={[
            { value: '', label: say('build.anyVersion') },
            ...Array.from({ length: campaign.versions }, (_, version) => ({
              value: String(version),
              label: say('build.versionLetter', { letter: String.fromCharCode(65 + version) }),
            })),
          ]}
          value={chosen.version === null ? '' : String(chosen.version)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({ ...chosen, version: value === '' ? null : Number(value) });
          }}
        />
      )}
    </>
  );
}

function TagFields({ connection, source, onChange }: FieldsProps) {
  const known = useQuery(queries.tags(connection.accountId));
  const value = source?.kind === 'contacts' && source.which.by === 'tag' ? source.which.tagId : null;
  return (
    <Choice
      of="tag"
      options={known.data?.map(({ id, label }) => ({ value: id, label }))}
      isFailed={known.isError}
      value={value}
      onChoose={(tagId) => {
        const tag = known.data?.find(({ id }) => id === tagId);
        onChange(tag ? { kind: 'contacts', which: { by: 'tag', tagId: tag.id, label: tag.label } } : null);
      }}
    />
  );
}

const testSchema = z.enum(['filled', 'equals', 'contains']);

function FieldFields({ connection, source, onChange }: FieldsProps) {
  const say = useTexts('audience');
  const known = useQuery(queries.customFields(connection.accountId));
  const which = source?.kind === 'contacts' && source.which.by === 'field' ? source.which : null;
  return (
    <>
      <Choice
        of="field"
        options={known.data?.map(({ id, name }) => ({ value: id, label: name }))}
        isFailed={known.isError}
        value={which?.fieldId ?? null}
        onChoose={(fieldId) => {
          const field = known.data?.find(({ id }) => id === fieldId);
          const { test, value } = which ?? { test: 'filled' as const, value: '' };
          onChange(
            field
              ? { kind: 'contacts', which: { by: 'field', fieldId: field.id, name: field.name, test, value } }
              : null,
          );
        }}
      />
      {which !== null && (
        <NativeSelect
          className="condition-short"
          aria-label={say('build.test')}
          data={testSchema.options.map((test) => ({ value: test, label: say(`build.tests.${test}`) }))}
          value={which.test}
          onChange={(event) => {
            const test = testSchema.parse(event.currentTarget.value);
            onChange({ kind: 'contacts', which: { ...which, test } });
          }}
        />
      )}
      {which !== null && which.test !== 'filled' && (
        <TextInput
          aria-label={say('build.value')}
          placeholder={say('build.value')}
          value={which.value}
          onChange={(event) =>
            onChange({ kind: 'contacts', which: { ...which, value: event.currentTarget.value.slice(0, 500) } })
          }
        />
      )}
    </>
  );
}

function DirectoryFields({
  connection,
  source,
  onChange,
  by,
}: FieldsProps & { readonly by: 'organisation' | 'person' }) {
  const known = useQuery(audienceQueries.directory(connection.accountId));
  const which = source?.kind === 'contacts' ? source.which : null;
  const things = by === 'organisation' ? known.data?.organisations : known.data?.people;
  const value = which?.by === 'organisation' ? which.organisationId : which?.by === 'person' ? which.personId : null;
  return (
    <Choice
      of={by}
      options={things?.map(({ id, name }) => ({ value: id, label: name }))}
      isFailed={known.isError}
      value={value}
      onChoose={(id) => {
        const thing = things?.find((one) => one.id === id);
        if (!thing) return onChange(null);
        const { name } = thing;
        onChange({
          kind: 'contacts',
          which:
            by === 'organisation'
              ? { by: 'organisation', organisationId: thing.id, name }
              : { by: 'person', personId: thing.id, name },
        });
      }}
    />
  );
}

function SinceFields({ source, onChange }: FieldsProps) {
  const say = useTexts('audience');
  const value = source?.kind === 'contacts' && source.which.by === 'createdSince' ? source.which.day : '';
  return (
    <TextInput
      type="date"
      aria-label={say('build.day')}
      value={value}
      onChange={(event) => {
        const day = event.currentTarget.value;
        onChange(day === '' ? null : { kind: 'contacts', which: { by: 'createdSince', day } });
      }}
    />
  );
}

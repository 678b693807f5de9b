import { Autocomplete, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';
import type { WishParts } from './wish-form.ts';

/** A tag by its label: one that the account has, or, to be added, a new one. */
export function TagField(props: {
  readonly accountId: number;
  readonly mayBeNew: boolean;
  readonly parts: WishParts;
  readonly onChange: (parts: Partial<WishParts>) => void;
}) {
  const { parts, onChange } = props;
  const say = useTexts('actions');
  const tags = useQuery(queries.tags(props.accountId));
  const labels = [...new Set(tags.data?.map(({ label }) => label) ?? [])];
  const error = tags.isError ? say('whom.failed') : undefined;
  if (props.mayBeNew) {
    return (
      <Autocomplete
        label={say('what.label')}
        description={say('what.labelHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={labels}
        value={parts.label}
        maxLength={100}
        error={error}
        onChange={(label) => onChange({ label })}
      />
    );
  }
  return (
    <Select
      label={say('what.label')}
      data={labels}
      value={parts.label === '' ? null : parts.label}
      searchable
      disabled={tags.data === undefined}
      error={error}
      onChange={(label) => onChange({ label: label ?? '' })}
    />
  );
}

import { Autocomplete } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { variableKey } from '#shared/mapping/key.ts';
import { queries } from '../../../rpc/queries.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useDraftName } from './use-draft-name.ts';

/** A custom field of the account: one of those that are there, or a new one by its name. */
export function FieldName(props: {
  readonly accountId: number | null;
  readonly name: string;
  readonly isOff: boolean;
  readonly onName: (name: string) => void;
}) {
  const say = useTexts('import');
  const { accountId } = props;
  const fields = useQuery({ ...queries.customFields(accountId ?? 0), enabled: accountId !== null }).data;
  const { draft, setDraft, keep } = useDraftName(props.name, props.onName);
  const isKnown = fields?.some(({ name }) => variableKey(name) === variableKey(draft)) ?? false;
  return (
    <Autocomplete
      label={say('columns.field')}
      description={fields && draft.trim() !== '' ? say(isKnown ? 'columns.fieldKnown' : 'columns.fieldNew') : null}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data={[...new Set(fields?.map(({ name }) => name) ?? [])]}
      value={draft}
      disabled={props.isOff}
      onChange={setDraft}
      onOptionSubmit={(name) => keep(name)}
      onBlur={() => keep(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep(draft);
      }}
    />
  );
}

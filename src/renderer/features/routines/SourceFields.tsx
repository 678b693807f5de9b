import { NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RoutineSource } from '#shared/rpc/routines.ts';
import { queries } from '../../rpc/queries.ts';
import { useTexts } from '../../texts/use-texts.ts';

export const noFolder: RoutineSource = { kind: 'folder', path: '', pattern: '' };

/** An audience that is not chosen yet has the number 0. */
const noAudience: RoutineSource = { kind: 'audience', audienceId: 0, name: '' };

export const isWholeSource = (source: RoutineSource): boolean =>
  source.kind === 'same' || (source.kind === 'folder' ? source.path.trim() !== '' : source.audienceId > 0);

/** From where the people of a routine come: a folder's newest sheet, a saved audience of the account, the same contacts. */
export function SourceFields(props: {
  readonly source: RoutineSource;
  readonly accountId: number | null;
  readonly onChange: (source: RoutineSource) => void;
}) {
  const { source, accountId, onChange } = props;
  const say = useTexts('routines');
  const saved = useQuery(queries.savedAudiences()).data ?? [];
  const audiences = saved.filter(({ definition }) => definition.accountId === accountId);
  const choose = (id: number) => {
    const chosen = audiences.find((one) => one.id === id);
    onChange(chosen ? { kind: 'audience', audienceId: chosen.id, name: chosen.name } : noAudience);
  };
  const begin = (kind: string) => {
    if (kind === 'audience') choose(audiences[0]?.id ?? 0);
    else onChange(kind === 'same' ? { kind: 'same' } : noFolder);
  };
  return (
    <Radio.Group label={say('form.source')} value={source.kind} onChange={begin}>
      <div className="routine-radios">
        <Radio value="folder" label={say('form.folder')} description={say('form.folderText')} />
        {source.kind === 'folder' && (
          <div className="routine-folder">
            <TextInput
              label={say('form.path')}
              placeholder={say('form.pathPlaceholder')}
              value={source.path}
              onChange={(event) => onChange({ ...source, path: event.currentTarget.value })}
            />
            <TextInput
              label={say('form.pattern')}
              placeholder="vendas*.csv"
              value={source.pattern}
              onChange={(event) => onChange({ ...source, pattern: event.currentTarget.value })}
            />
          </div>
        )}
        <Radio
          value="audience"
          label={say('form.audience')}
          description={say(audiences.length === 0 ? 'form.audienceNone' : 'form.audienceText')}
          disabled={audiences.length === 0 && source.kind !== 'audience'}
        />
        {source.kind === 'audience' && audiences.length > 0 && (
          <div className="routine-audience">
            <NativeSelect
              label={say('form.audienceWhich')}
              value={String(source.audienceId)}
              data={audiences.map(({ id, name }) => ({ value: String(id), label: name }))}
              onChange={(event) => choose(Number(event.currentTarget.value))}
            />
          </div>
        )}
        <Radio value="same" label={say('form.same')} description={say('form.sameText')} />
      </div>
    </Radio.Group>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { legalBasisSchema } from '#shared/privacy/legal-basis.ts';
import type { ImportDetail, ImportOptions } from '#shared/rpc/imports.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { Panel } from '../../../ui/Panel.tsx';

/** On what ground these people may be written to (LGPD art. 7): asked once for the list, and kept with it. */
export function LegalBasis(props: {
  readonly source: ImportDetail;
  readonly onChoose: (options: Partial<ImportOptions>) => void;
}) {
  const say = useTexts('privacy');
  const { source, onChoose } = props;
  const { legalBasis, legalNote } = source.options;
  const [note, setNote] = useState(legalNote);
  const hasColumn = source.mapping.some(({ kind }) => kind === 'consent' || kind === 'consentDate');
  return (
    <Panel title={say('basis.title')} text={say('basis.text')}>
      <div className="create-options">
        <NativeSelect
          label={say('basis.label')}
          maw={420}
          data={[
            { value: '', label: say('basis.none') },
            ...legalBasisSchema.options.map((basis) => ({ value: basis, label: say(`basis.${basis}`) })),
          ]}
          value={legalBasis ?? ''}
          onChange={(event) =>
            onChoose({ legalBasis: legalBasisSchema.safeParse(event.currentTarget.value).data ?? null })
          }
        />
        {legalBasis !== null && (
          <TextInput
            label={say('basis.note')}
            placeholder={say(`basis.notePlaceholders.${legalBasis}`)}
            maw={560}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            onBlur={() => note !== legalNote && onChoose({ legalNote: note.trim() })}
          />
        )}
        {legalBasis === 'consent' && (
          <Notice tone={hasColumn ? 'calm' : 'warn'}>{say(hasColumn ? 'basis.hasColumn' : 'basis.noColumn')}</Notice>
        )}
      </div>
    </Panel>
  );
}

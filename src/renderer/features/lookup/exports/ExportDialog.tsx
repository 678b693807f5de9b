import { Button, Checkbox, Modal, Radio } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ExportWish } from '#shared/export/wish.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { useRefusal } from '../../../ui/account/use-refusal.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { useBeginExport } from './use-begin-export.ts';

/** What a list can become. */
export type ListFormat = 'xlsx' | 'csv' | 'txt' | 'pdf';

/** A list, or the conversations behind it, as a file: which kind, and which columns it has. */
export function ExportDialog(props: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly accountId: number;
  readonly nameOf: (format: ListFormat) => string;
  /** What goes into it. */
  readonly note: string | null;
  readonly columns: readonly { readonly key: string; readonly label: string }[];
  readonly usual: readonly string[];
  readonly formats?: readonly ListFormat[];
  /** Null: there is nothing of this kind. */
  readonly wishOf: (format: ListFormat, columns: readonly string[]) => ExportWish | null;
}) {
  const { isOpen, onClose, accountId, nameOf, note, columns, usual, formats = ['xlsx', 'csv'], wishOf } = props;
  const say = useTexts('lookup');
  const common = useTexts('common');
  const [format, setFormat] = useState<ListFormat>(formats[0] ?? 'xlsx');
  const [wanted, setWanted] = useState<readonly string[]>(usual);
  const begin = useBeginExport();
  const isList = format === 'xlsx' || format === 'csv';
  // Lists are read as any page is; conversations are files that the account makes.
  const refusal = useRefusal(isList ? null : accountId, 'exports');
  const wish = wishOf(format, wanted);
  const toggle = (key: string) =>
    setWanted(wanted.includes(key) ? wanted.filter((one) => one !== key) : [...wanted, key]);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={say('export.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <div className="look-stack">
        {note !== null && <p className="look-note">{note}</p>}
        <Radio.Group
          label={say('export.format')}
          value={format}
          onChange={(value) => {
            const next = formats.find((one) => one === value);
            if (next) setFormat(next);
          }}
        >
          <div className="look-stack look-formats">
            {formats.map((one) => (
              <Radio
                key={one}
                value={one}
                label={say(`export.formats.${one}`)}
                description={say(`export.formatText.${one}`)}
              />
            ))}
          </div>
        </Radio.Group>
        {isList && (
          <fieldset className="look-fieldset">
            <legend>{say('table.columns')}</legend>
            <div className="look-choices">
              {columns.map(({ key, label }) => (
                <Checkbox key={key} label={label} checked={wanted.includes(key)} onChange={() => toggle(key)} />
              ))}
            </div>
          </fieldset>
        )}
        {refusal !== null && (
          <Notice tone="warn" action={<Link href={`/contas/${accountId}/acesso`}>{say('export.toAccess')}</Link>}>
            {refusal}
          </Notice>
        )}
        <ErrorText error={begin.error} />
        <div className="look-turn look-end">
          <Button variant="default" onClick={onClose}>
            {say('export.cancel')}
          </Button>
          <Button
            disabled={wish === null || refusal !== null || (isList && wanted.length === 0)}
            loading={begin.isPending}
            onClick={() => wish !== null && begin.mutate({ accountId, name: nameOf(format), wish })}
          >
            {say('export.begin')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

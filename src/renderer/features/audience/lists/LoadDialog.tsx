import { Button, FileButton, Modal, MultiSelect, NumberInput, Progress, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BlockList } from '#shared/audience/block-list.ts';
import { areaStates } from '#shared/phone/brazil.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { sheetEndings } from '../../../ui/open-sheet/open-sheet.tsx';
import { useLoad } from './use-load.ts';

/** Asks for a file of numbers and what is to be known about it, and shows how far it is read. */
export function LoadDialog(props: {
  readonly opened: boolean;
  readonly replaces: BlockList | null;
  readonly onClose: () => void;
  readonly onLoaded: () => void;
}) {
  const say = useTexts('audience');
  const { replaces } = props;
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={replaces === null ? say('load.title') : say('load.replaceTitle', { name: replaces.name })}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      {props.opened && <LoadForm replaces={replaces} onClose={props.onClose} onLoaded={props.onLoaded} />}
    </Modal>
  );
}

/** `2026-11-27`, here. */
const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

function LoadForm(props: {
  readonly replaces: BlockList | null;
  readonly onClose: () => void;
  readonly onLoaded: () => void;
}) {
  const { replaces } = props;
  const say = useTexts('audience');
  const format = useFormat();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState(replaces?.name ?? '');
  const [source, setSource] = useState(replaces?.source ?? '');
  const [dated, setDated] = useState(() => dayOf(new Date()));
  const [goodForDays, setGoodForDays] = useState<number | null>(replaces?.goodForDays ?? null);
  const [areas, setAreas] = useState<string[]>(replaces?.areas ?? []);
  const load = useLoad(props.onLoaded);
  const { state } = load;
  const isBusy = state.kind === 'copying' || state.kind === 'reading';
  const canLoad = file !== null && name.trim() !== '' && dated !== '';
  return (
    <form
      className="load-list"
      onSubmit={(event) => {
        event.preventDefault();
        if (file === null || !canLoad) return;
        const about = { name: name.trim(), source: source.trim(), dated, goodForDays, areas };
        void load.start(file, { ...about, replaces: replaces?.id ?? null });
      }}
    >
      <div className="load-list-file">
        <FileButton
          accept={sheetEndings.join(',')}
          onChange={(chosen) => {
            setFile(chosen);
            if (chosen !== null && name === '') setName(chosen.name.replace(/\.[^.]+$/, '').slice(0, 200));
          }}
        >
          {(button) => (
            <Button {...button} variant="default" disabled={isBusy} data-autofocus>
              {say(file === null ? 'load.choose' : 'load.another')}
            </Button>
          )}
        </FileButton>
        <span>{file?.name}</span>
      </div>
      <TextInput
        label={say('load.name')}
        value={name}
        maxLength={200}
        required
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={say('load.source')}
        placeholder={say('load.sourcePlaceholder')}
        value={source}
        maxLength={500}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <div className="load-list-row">
        <TextInput
          type="date"
          label={say('load.dated')}
          value={dated}
          required
          onChange={(event) => setDated(event.currentTarget.value)}
        />
        <NumberInput
          label={say('load.goodFor')}
          placeholder={say('load.goodForPlaceholder')}
          value={goodForDays ?? ''}
          min={1}
          max={3_650}
          allowDecimal={false}
          allowNegative={false}
          onChange={(value) => setGoodForDays(value === '' ? null : Number(value))}
        />
      </div>
      <MultiSelect
        label={say('load.areas')}
        description={say('load.areasHint')}
        placeholder={areas.length === 0 ? say('load.areasPlaceholder') : ''}
        data={Object.keys(areaStates)}
        value={areas}
        searchable
        onChange={setAreas}
      />
      {isBusy && (
        <>
          <Progress
            value={state.share * 100}
            aria-label={say('load.title')}
            animated={state.kind === 'reading' && state.share === 0}
          />
          <p role="status" className="load-list-note num">
            {state.kind === 'copying'
              ? say('load.copying', { share: format.percent(state.share) })
              : say('load.reading', { share: format.percent(state.share), count: state.numbers })}
          </p>
        </>
      )}
      {state.kind === 'failed' && <ErrorText error={state.error} />}
      {state.kind === 'notCopied' && (
        <Notice tone="bad">
          {state.mostBytes === null
            ? say('load.interrupted')
            : say('load.tooLarge', { most: format.bytes(state.mostBytes) })}
        </Notice>
      )}
      <div className="load-list-actions">
        <Button
          variant="default"
          onClick={() => {
            if (isBusy) load.stop();
            else props.onClose();
          }}
        >
          {say(isBusy ? 'load.stop' : 'load.back')}
        </Button>
        <Button type="submit" disabled={!canLoad} loading={isBusy}>
          {say('load.start')}
        </Button>
      </div>
    </form>
  );
}

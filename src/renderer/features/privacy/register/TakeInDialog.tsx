import { Button, FileButton, Modal, Progress } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../../texts/use-format.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { sheetEndings } from '../../../ui/open-sheet/open-sheet.tsx';
import { privacyKeys } from '../queries.ts';
import { AccountChoice } from './AccountChoice.tsx';
import { useTakeIn } from './use-take-in.ts';

/** A list of people who want no messages, from a sheet, such as one of another tool. */
export function TakeInDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const say = useTexts('privacy');
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={say('takeIn.title')}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      {props.opened && <Form onClose={props.onClose} />}
    </Modal>
  );
}

function Form(props: { readonly onClose: () => void }) {
  const say = useTexts('privacy');
  const common = useTexts('common');
  const format = useFormat();
  const queryClient = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [accountId, setAccountId] = useState(0);
  const { state, start } = useTakeIn(() => void queryClient.invalidateQueries({ queryKey: privacyKeys.optOuts }));
  const isBusy = state.kind === 'copying' || state.kind === 'reading';
  if (state.kind === 'done') {
    const { added, known, skipped, unreadable } = state.counts;
    return (
      <div className="register-form">
        <Notice tone={unreadable > 0 ? 'warn' : 'good'}>
          {say('takeIn.added', { count: added })}
          {known > 0 && ` ${say('takeIn.known', { count: known })}`}
          {skipped > 0 && ` ${say('takeIn.skipped', { count: skipped })}`}
          {unreadable > 0 && ` ${say('takeIn.unreadable', { count: unreadable })}`}
        </Notice>
        <div className="register-form-actions">
          <Button onClick={props.onClose} data-autofocus>
            {common('close')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="register-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null && !isBusy) void start(file, accountId);
      }}
    >
      <p className="privacy-note">{say('takeIn.text')}</p>
      <div className="register-file">
        <FileButton accept={sheetEndings.join(',')} onChange={setFile}>
          {(button) => (
            <Button {...button} variant="default" disabled={isBusy} data-autofocus>
              {say(file === null ? 'takeIn.choose' : 'takeIn.another')}
            </Button>
          )}
        </FileButton>
        <span>{file?.name}</span>
      </div>
      <AccountChoice value={accountId} onChange={setAccountId} />
      {isBusy && (
        <>
          <Progress
            value={state.kind === 'copying' ? state.share * 100 : 100}
            animated={state.kind === 'reading'}
            aria-label={say('takeIn.title')}
          />
          <p role="status" className="privacy-note num">
            {state.kind === 'copying'
              ? say('takeIn.copying', { share: format.percent(state.share) })
              : say('takeIn.reading')}
          </p>
        </>
      )}
      {state.kind === 'notCopied' && (
        <Notice tone="bad">
          {state.mostBytes === null
            ? say('takeIn.interrupted')
            : say('takeIn.tooLarge', { size: format.bytes(state.mostBytes) })}
        </Notice>
      )}
      <ErrorText error={state.kind === 'failed' ? state.error : null} />
      <div className="register-form-actions">
        <Button variant="default" onClick={props.onClose}>
          {common('confirm.back')}
        </Button>
        <Button type="submit" disabled={file === null} loading={isBusy}>
          {say('takeIn.action')}
        </Button>
      </div>
    </form>
  );
}

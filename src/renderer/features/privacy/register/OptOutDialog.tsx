import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { OptOutView } from '#shared/rpc/optouts.ts';
import { engine } from '../../../rpc/engine.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';

/** What proves one opt-out, and the way off the register. */
export function OptOutDialog(props: {
  readonly optOut: OptOutView | null;
  readonly onClose: (said?: string | null) => void;
}) {
  const say = useTexts('privacy');
  const format = useFormat();
  const { optOut } = props;
  return (
    <Modal
      opened={optOut !== null}
      onClose={() => props.onClose()}
      title={<span className="num">{optOut === null ? '' : format.phone(optOut.phone)}</span>}
      closeButtonProps={{ 'aria-label': useTexts('common')('close') }}
    >
      {optOut !== null && <Proof optOut={optOut} onClose={props.onClose} say={say} />}
    </Modal>
  );
}

function Proof(props: {
  readonly optOut: OptOutView;
  readonly onClose: (said?: string | null) => void;
  readonly say: ReturnType<typeof useTexts<'privacy'>>;
}) {
  const { optOut, onClose, say } = props;
  const { phone, accountId, addedAt, source, said, told } = optOut;
  const common = useTexts('common');
  const format = useFormat();
  const { say: sentence } = useSentences();
  const remove = useMutation({
    mutationFn: () => engine.optouts.remove({ number: `+${phone}`, accountId }),
    onSuccess: () => onClose(say('one.removed')),
  });
  return (
    <div className="register-form">
      <dl className="privacy-facts">
        <dt>{say('register.since')}</dt>
        <dd className="num">{format.moment(addedAt)}</dd>
        <dt>{say('register.how')}</dt>
        <dd>{sentence(`cli.optoutBy.${source}`)}</dd>
        {said !== null && (
          <>
            <dt>{say('register.said')}</dt>
            <dd>{source === 'reply' ? `“${said}”` : said}</dd>
          </>
        )}
        {accountId > 0 && (
          <>
            <dt>Digisac</dt>
            <dd>{say(`one.told.${told ?? 'notYet'}`)}</dd>
          </>
        )}
      </dl>
      <Notice tone={source === 'user' ? 'calm' : 'warn'}>
        {say(source === 'user' ? 'one.removeText' : 'one.removeCareful')}
      </Notice>
      <ErrorText error={remove.error} />
      <div className="register-form-actions">
        <Button variant="default" onClick={() => onClose()} data-autofocus>
          {common('confirm.back')}
        </Button>
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
          {say('one.remove')}
        </Button>
      </div>
    </div>
  );
}

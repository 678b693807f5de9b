import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { mostPlanBytes, tooLarge } from '#shared/plan/size.ts';
import { wordsOf } from '#shared/plan/words.ts';
import { ProblemError } from '#shared/problem.ts';
import type { PlannedCampaign } from '#shared/rpc/plans.ts';
import { useTexts } from '../../../texts/use-texts.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemText } from '../../../ui/ProblemText.tsx';
import { withAttachment, withText } from '../message/content-edit.ts';
import { Interrupted, useAttach } from '../message/use-attach.ts';
import type { DraftInHand } from '../use-draft.ts';

/** What the plan names and cannot bring along: its files, asked for by their names until they are there. */
export function PlanWants(props: { readonly planned: PlannedCampaign; readonly inHand: DraftInHand }) {
  const { planned, inHand } = props;
  const { draft, change } = inHand;
  const { content } = draft;
  const say = useTexts('plan');
  const interrupted = useTexts('campaign')('attachment.interrupted');
  const { attach: attachmentName, textFile } = planned.wants;
  const attach = useAttach((attachment) => {
    if (content.kind === 'message') change({ content: withAttachment(content, attachment) });
  });
  const words = useMutation({
    mutationFn: readWords,
    onSuccess: (text) => {
      if (content.kind !== 'approved') change({ content: withText(content, 0, text) });
    },
  });
  const isSilent = content.kind !== 'approved' && content.versions.every(({ template }) => template.trim() === '');
  return (
    <>
      {planned.problem !== null && content.kind !== 'approved' && <ProblemText problem={planned.problem} tone="warn" />}
      {textFile !== null && isSilent && (
        <Wanted
          name={textFile}
          accept=".txt,.md,text/plain"
          isBusy={words.isPending}
          error={<ErrorText error={words.error} />}
          onFile={words.mutate}
        >
          {say('wants.text', { name: textFile })}
        </Wanted>
      )}
      {attachmentName !== null && content.kind === 'message' && content.attachment === null && (
        <Wanted
          name={attachmentName}
          isBusy={attach.isPending}
          error={
            attach.error instanceof Interrupted ? (
              <Notice tone="bad">{interrupted}</Notice>
            ) : (
              <ErrorText error={attach.error} />
            )
          }
          onFile={attach.mutate}
        >
          {say('wants.attachment', { name: attachmentName })}
        </Wanted>
      )}
    </>
  );
}

function Wanted(props: {
  readonly name: string;
  readonly accept?: string;
  readonly isBusy: boolean;
  readonly error: ReactNode;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}) {
  const say = useTexts('plan');
  const input = useRef<HTMLInputElement>(null);
  const label = say('wants.choose', { name: props.name });
  return (
    <>
      <Notice
        tone="calm"
        action={
          <Button variant="default" size="xs" loading={props.isBusy} onClick={() => input.current?.click()}>
            {label}
          </Button>
        }
      >
        {props.children}
      </Notice>
      {props.error}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        {...(props.accept === undefined ? {} : { accept: props.accept })}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) props.onFile(file);
        }}
      />
    </>
  );
}

/** As the command line reads it: nothing that would be sent broken. */
async function readWords(file: File): Promise<string> {
  if (file.size > mostPlanBytes) throw new ProblemError(tooLarge);
  const words = wordsOf(new Uint8Array(await file.arrayBuffer()));
  if (words === null) throw new ProblemError({ kind: 'planNotUtf8', file: file.name });
  return words;
}

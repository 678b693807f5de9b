import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { RoutineRun, RunState } from '#shared/rpc/routines.ts';
import { engine } from '../../rpc/engine.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Notice, type NoticeTone } from '../../ui/Notice.tsx';
import { useNow } from '../../ui/pace/use-now.ts';
import { usePaceWords } from '../../ui/pace/use-pace-words.ts';
import { useRoutineVerb } from './queries.ts';

const tones: Partial<Record<RunState, NoticeTone>> = {
  done: 'good',
  sending: 'calm',
  missed: 'warn',
  asking: 'warn',
  failed: 'bad',
  nothing: 'warn',
  busy: 'warn',
};

/** The last run, or the one under way: how far it is, why it stopped, and the word that it waits for. */
export function RunLine({ run, timeZone }: { readonly run: RoutineRun; readonly timeZone: string }) {
  const say = useTexts('routines');
  const sentences = useSentences();
  const { when } = usePaceWords();
  const nowMs = useNow();
  const { state, reason, people, campaignId, importId, fileName } = run;
  const answer = useRoutineVerb((goes: boolean) => engine.routines.answer({ runId: run.id, goes }));
  const waits = state === 'asking' || state === 'missed';
  return (
    <Notice
      tone={tones[state] ?? 'calm'}
      action={
        waits ? (
          <div className="routine-answers">
            <Button variant="default" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
              {say('answer.no')}
            </Button>
            <Button loading={answer.isPending} onClick={() => answer.mutate(true)}>
              {state === 'asking' && people !== null ? say('answer.send', { count: people }) : say('answer.go')}
            </Button>
          </div>
        ) : campaignId !== null ? (
          <Link href={`/campanha/${campaignId}`}>{say('toCampaign')}</Link>
        ) : importId !== null ? (
          <Link href={`/importar/${importId}`}>{say('toSheet')}</Link>
        ) : undefined
      }
    >
      <strong>{sentences.say(`state.run.${state}.label`)}</strong>
      {' · '}
      <span className="num">
        {[
          when(run.dueAt, timeZone, nowMs),
          ...(fileName === null ? [] : [fileName]),
          ...(people === null ? [] : [say('people', { count: people })]),
        ].join(' · ')}
      </span>
      <span className="routine-reason">
        {reason === null ? sentences.say(`state.run.${state}.explanation`) : sentences.problem(reason)}
      </span>
      {waits && importId !== null && (
        <Link className="routine-look" href={`/importar/${importId}/revisar`}>
          {say('look')}
        </Link>
      )}
      <ErrorText error={answer.error} />
    </Notice>
  );
}

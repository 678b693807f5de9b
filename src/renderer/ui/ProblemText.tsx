import type { ReactNode } from 'react';
import type { Problem } from '#shared/problem.ts';
import { useSentences } from '../texts/use-texts.ts';
import { Notice, type NoticeTone } from './Notice.tsx';

/** An expected problem, in place: what it is and what to do next, in a sentence. */
export function ProblemText(props: {
  readonly problem: Problem;
  readonly tone?: NoticeTone;
  readonly action?: ReactNode;
}) {
  const { problem } = useSentences();
  return (
    <Notice tone={props.tone ?? 'bad'} action={props.action}>
      {problem(props.problem)}
    </Notice>
  );
}

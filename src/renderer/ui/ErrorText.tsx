import type { ReactNode } from 'react';
import { problemOf } from '../rpc/problem.ts';
import { useTexts } from '../texts/use-texts.ts';
import { Notice } from './Notice.tsx';
import { ProblemText } from './ProblemText.tsx';

/** What an action ended with: the sentence of its problem, or that something unexpected happened. Nothing for null. */
export function ErrorText(props: { readonly error: unknown; readonly action?: ReactNode }) {
  const say = useTexts('common');
  if (props.error === null || props.error === undefined) return null;
  const problem = problemOf(props.error);
  if (problem) return <ProblemText problem={problem} action={props.action} />;
  return (
    <Notice tone="bad" action={props.action}>
      {say('error.unexpected')}
    </Notice>
  );
}

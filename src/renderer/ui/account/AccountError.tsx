import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { problemOf } from '../../rpc/problem.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../ErrorText.tsx';

/** What an account answered that it should not; where nobody is signed in any more, the way to mend it. */
export function AccountError({ error }: { readonly error: unknown }) {
  const say = useTexts('account');
  const kind = problemOf(error)?.kind;
  const isOut = kind === 'signInEnded' || kind === 'tokenRefused' || kind === 'tokenMissing';
  if (!isOut) return <ErrorText error={error} />;
  return (
    <ErrorText
      error={error}
      action={
        <Button component={Link} href="/contas/conectar" variant="default" size="xs">
          {say('access.again')}
        </Button>
      }
    />
  );
}

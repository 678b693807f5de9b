import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { ProblemKind } from '#shared/problem.ts';
import { problemOf } from '../../rpc/problem.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import './ConnectAccount.css';

/** Which field a problem is about. */
const ofAddress: readonly ProblemKind[] = ['addressInvalid', 'serverAway', 'notDigisac', 'blockedOnTheWay'];
const ofToken: readonly ProblemKind[] = ['tokenMissing', 'tokenRefused', 'permissionDenied'];

interface Ask {
  readonly address: string;
  readonly token: string;
  readonly remember: boolean;
}

export function ConnectForm(props: {
  readonly isAsking: boolean;
  readonly error: unknown;
  readonly cancelTo: string;
  readonly onConnect: (ask: Ask) => void;
}) {
  const say = useTexts('accounts');
  const { problem: sentence } = useSentences();
  const [address, setAddress] = useState('');
  const [token, setToken] = useState('');
  const [remember, setRemember] = useState(true);
  const [isTried, setTried] = useState(false);
  const addressField = useRef<HTMLInputElement>(null);
  const tokenField = useRef<HTMLInputElement>(null);

  const problem = problemOf(props.error);
  const isOf = (kinds: readonly ProblemKind[]) => problem !== null && kinds.includes(problem.kind);
  const required = (text: string) => (isTried && text.trim() === '' ? say('connect.required') : null);
  const said = (kinds: readonly ProblemKind[]) => (problem !== null && isOf(kinds) ? sentence(problem) : null);
  const addressError = required(address) ?? said(ofAddress);
  const tokenError = required(token) ?? said(ofToken);
  const isElsewhere = Boolean(props.error) && !isOf(ofAddress) && !isOf(ofToken);

  // The eye and the keyboard go to what is to be mended.
  useEffect(() => {
    const kind = problemOf(props.error)?.kind;
    if (kind && ofAddress.includes(kind)) addressField.current?.focus();
    if (kind && ofToken.includes(kind)) tokenField.current?.focus();
  }, [props.error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (address.trim() === '') addressField.current?.focus();
    else if (token.trim() === '') tokenField.current?.focus();
    else props.onConnect({ address, token, remember });
  };
  return (
    <form className="connect" onSubmit={submit} noValidate>
      <TextInput
        ref={addressField}
        label={say('connect.address')}
        description={say('connect.addressHint')}
        placeholder={say('connect.addressExample')}
        value={address}
        error={addressError}
        autoComplete="url"
        inputMode="url"
        spellCheck={false}
        data-autofocus
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <PasswordInput
        ref={tokenField}
        label={say('connect.token')}
        description={say('connect.tokenHint')}
        value={token}
        error={tokenError}
        aria-invalid={tokenError !== null}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': say('connect.show'), tabIndex: 0 }}
        onChange={(event) => setToken(event.currentTarget.value)}
      />
      <Checkbox
        label={say('connect.remember')}
        description={say('connect.rememberHint')}
        checked={remember}
        onChange={(event) => setRemember(event.currentTarget.checked)}
      />
      {isElsewhere && <ErrorText error={props.error} />}
      <div className="connect-actions">
        <Button type="submit" loading={props.isAsking}>
          {say('connect.action')}
        </Button>
        <Button variant="subtle" color="gray" component={Link} href={props.cancelTo}>
          {say('connect.cancel')}
        </Button>
        {props.isAsking && (
          <span className="hidden-words" role="status">
            {say('connect.asking')}
          </span>
        )}
      </div>
    </form>
  );
}

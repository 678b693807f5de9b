import { Button, Checkbox, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { ProblemKind } from '#shared/problem.ts';
import { problemOf } from '../../rpc/problem.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import './ConnectAccount.css';

/** Which field a problem is about. */
const ofAddress: readonly ProblemKind[] = ['addressInvalid', 'serverAway', 'notDigisac', 'blockedOnTheWay'];
const ofSecret: readonly ProblemKind[] = ['tokenMissing', 'tokenRefused', 'permissionDenied', 'loginRefused'];

/** How somebody signs in. */
export type Way = 'token' | 'password';

export type Ask = { readonly address: string; readonly remember: boolean } & (
  | { readonly way: 'token'; readonly token: string }
  | { readonly way: 'password'; readonly email: string; readonly password: string }
);

interface Known {
  readonly way: Way;
  readonly address: string;
  readonly email: string;
}

/** Address, and a token or a password: each problem stands at the field that it is about. */
export function ConnectForm(props: {
  /** Of an account whose sign-in has ended. */
  readonly known: Known;
  readonly isAsking: boolean;
  readonly error: unknown;
  readonly cancelTo: string;
  readonly onWay: (way: Way) => void;
  readonly onConnect: (ask: Ask) => void;
}) {
  const { known } = props;
  const say = useTexts('accounts');
  const { problem: sentence } = useSentences();
  const [way, setWay] = useState<Way>(known.way);
  const [address, setAddress] = useState(known.address);
  const [email, setEmail] = useState(known.email);
  const [secret, setSecret] = useState('');
  const [remember, setRemember] = useState(true);
  const [isTried, setTried] = useState(false);
  const addressField = useRef<HTMLInputElement>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const secretField = useRef<HTMLInputElement>(null);

  const problem = problemOf(props.error);
  const isOf = (kinds: readonly ProblemKind[]) => problem !== null && kinds.includes(problem.kind);
  const required = (text: string) => (isTried && text.trim() === '' ? say('connect.required') : null);
  const said = (kinds: readonly ProblemKind[]) => (problem !== null && isOf(kinds) ? sentence(problem) : null);
  const addressError = required(address) ?? said(ofAddress);
  const secretError = required(secret) ?? said(ofSecret);
  const isElsewhere = Boolean(props.error) && !isOf(ofAddress) && !isOf(ofSecret);

  // The eye and the keyboard go to what is to be mended.
  useEffect(() => {
    const kind = problemOf(props.error)?.kind;
    if (kind && ofAddress.includes(kind)) addressField.current?.focus();
    if (kind && ofSecret.includes(kind)) secretField.current?.focus();
  }, [props.error]);

  const choose = (next: Way) => {
    setWay(next);
    setSecret('');
    setTried(false);
    props.onWay(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const fields: readonly (readonly [string, RefObject<HTMLInputElement | null>])[] = [
      [address, addressField],
      ...(way === 'password' ? [[email, emailField] as const] : []),
      [secret, secretField],
    ];
    const missing = fields.find(([text]) => text.trim() === '');
    if (missing) missing[1].current?.focus();
    else if (way === 'token') props.onConnect({ way, address, token: secret, remember });
    else props.onConnect({ way, address, email, password: secret, remember });
  };
  return (
    <form className="connect" onSubmit={submit} noValidate>
      <SegmentedControl
        aria-label={say('connect.way')}
        value={way}
        onChange={choose}
        data={[
          { value: 'token', label: say('connect.byToken') },
          { value: 'password', label: say('connect.byPassword') },
        ]}
      />
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
      {way === 'password' && (
        <TextInput
          ref={emailField}
          label={say('connect.email')}
          value={email}
          error={required(email)}
          type="email"
          autoComplete="username"
          spellCheck={false}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
      )}
      <PasswordInput
        key={way}
        ref={secretField}
        label={say(way === 'token' ? 'connect.token' : 'connect.password')}
        description={say(way === 'token' ? 'connect.tokenHint' : 'connect.passwordHint')}
        value={secret}
        error={secretError}
        aria-invalid={secretError !== null}
        autoComplete={way === 'token' ? 'off' : 'current-password'}
        spellCheck={false}
        visibilityToggleButtonProps={{
          'aria-label': say(way === 'token' ? 'connect.show' : 'connect.showPassword'),
          tabIndex: 0,
        }}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      <Checkbox
        label={say(way === 'token' ? 'connect.remember' : 'connect.rememberSignIn')}
        description={say(way === 'token' ? 'connect.rememberHint' : 'connect.rememberSignInHint')}
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

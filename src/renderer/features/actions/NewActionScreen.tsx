import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, Redirect } from 'wouter';
import { subjectOf } from '#shared/actions/subject.ts';
import type { ActionVerb } from '#shared/actions/wish.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import { queries } from '../../rpc/queries.ts';
import { useSentences, useTexts } from '../../texts/use-texts.ts';
import { NoAccount } from '../../ui/account/NoAccount.tsx';
import { useRefusal } from '../../ui/account/use-refusal.ts';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StepFooter } from '../../ui/StepFooter.tsx';
import './NewActionScreen.css';
import { useCreate } from './use-create.ts';
import { permissionOfVerb } from './verb-permissions.ts';
import { WhomPanel } from './WhomPanel.tsx';
import { WishFields } from './WishFields.tsx';
import { firstWhom, isChosen, type Whom } from './whom.ts';
import { isVerb, noParts, type WishParts, wishOf } from './wish-form.ts';

/** A new action: to whom, and what. */
export function NewActionScreen({ verb }: { readonly verb: string | undefined }) {
  const say = useTexts('actions');
  const accounts = useQuery(queries.accounts());
  const { say: sentence } = useSentences();
  if (!isVerb(verb)) return <Redirect to="/ferramentas" replace />;
  if (accounts.data !== undefined && accounts.data.length > 0) return <Form verb={verb} accounts={accounts.data} />;
  return (
    <Page
      title={sentence(`state.actionVerb.${verb}.label`)}
      width="reading"
      back={{ label: say('back'), href: '/ferramentas' }}
    >
      <Loaded query={accounts}>
        {() => (
          <NoAccount title={say('noAccount')} text={say('noAccountText')} connect={say('connect')} back="ferramentas" />
        )}
      </Loaded>
    </Page>
  );
}

function Form({ verb, accounts }: { readonly verb: ActionVerb; readonly accounts: readonly Account[] }) {
  const say = useTexts('actions');
  const { say: sentence } = useSentences();
  const [whom, setWhom] = useState<Whom>(() => firstWhom(accounts, window.history.state));
  const [parts, setParts] = useState<WishParts>(noParts);
  const create = useCreate();
  const refusal = useRefusal(whom.accountId, permissionOfVerb[verb]);
  const wish = wishOf(verb, parts, whom.serviceId);
  const label = sentence(`state.actionVerb.${verb}.label`);
  const change = (next: Partial<Whom>) => {
    create.reset();
    setWhom({ ...whom, ...next });
    // Tags, fields and departments are of their account.
    if (next.accountId !== undefined && next.accountId !== whom.accountId) setParts(noParts);
  };
  const submit = () => {
    if (wish === null || !isChosen(whom)) return;
    const subject = subjectOf(wish);
    create.mutate({ wish, whom, name: (subject === '' ? label : `${label}: ${subject}`).slice(0, 200) });
  };
  return (
    <Page
      title={label}
      description={sentence(`state.actionVerb.${verb}.explanation`)}
      width="reading"
      back={{ label: say('back'), href: '/ferramentas' }}
      below={
        <StepFooter note={create.isPending && whom.kind === 'audience' ? say('making') : say('checkNote')}>
          <Button
            rightSection={<IconArrowRight size={16} aria-hidden />}
            disabled={wish === null || !isChosen(whom) || refusal !== null}
            loading={create.isPending}
            onClick={submit}
          >
            {say('check')}
          </Button>
        </StepFooter>
      }
    >
      <div className="new-action">
        <Panel title={say('what.title')}>
          <div className="wish">
            <WishFields
              verb={verb}
              accountId={whom.accountId}
              parts={parts}
              onChange={(next) => setParts({ ...parts, ...next })}
            />
          </div>
        </Panel>
        <WhomPanel accounts={accounts} whom={whom} onChange={change} />
        {refusal !== null && (
          <Notice tone="warn" action={<Link href={`/contas/${whom.accountId}/acesso`}>{say('toAccess')}</Link>}>
            {refusal}
          </Notice>
        )}
        <ErrorText error={create.error} />
      </div>
    </Page>
  );
}

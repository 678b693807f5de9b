import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Account } from '#shared/rpc/accounts.ts';
import type { JobSnapshot } from '#shared/rpc/jobs.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { JobStatus } from '../../../ui/JobStatus.tsx';
import { hrefOf } from '../../../ui/job-words.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNothingYet } from '../../../ui/pictures/PictureNothingYet.tsx';
import { ToolsTabs } from '../../../ui/ToolsTabs.tsx';
import '../lookup.css';
import { NowhereToLook } from '../NowhereToLook.tsx';
import { Scope } from '../Scope.tsx';
import { useBeginExport } from './use-begin-export.ts';

const mostShown = 50;

/** Files of what the account has: those of the account itself, and what was exported lately. */
export function ExportsScreen() {
  const say = useTexts('lookup');
  const accounts = useQuery(queries.accounts());
  return (
    <Page title={say('title')} description={say('exports.text')}>
      <ToolsTabs here="exports" />
      <Loaded query={accounts}>
        {(known) => {
          const [first] = known;
          return first === undefined ? <NowhereToLook /> : <OwnFiles accounts={known} first={first} />;
        }}
      </Loaded>
      <Recent />
    </Page>
  );
}

function OwnFiles({ accounts, first }: { readonly accounts: readonly Account[]; readonly first: Account }) {
  return (
    <div className="look-ready">
      <OwnContacts accounts={accounts} first={first} />
      <OwnHistory accounts={accounts} first={first} />
    </div>
  );
}

interface OwnProps {
  readonly accounts: readonly Account[];
  readonly first: Account;
}

function OwnContacts({ accounts, first }: OwnProps) {
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const [accountId, setAccountId] = useState(first.id);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const account = accounts.find(({ id }) => id === accountId) ?? first;
  const usual = account.services.find(({ connected }) => connected === 'yes') ?? account.services[0];
  const chosen = serviceId ?? usual?.id ?? null;
  const begin = useBeginExport();
  return (
    <Panel
      title={sentence('state.exportWhat.contactsOfAccount.label')}
      text={sentence('state.exportWhat.contactsOfAccount.explanation')}
    >
      <div className="look-stack">
        {accounts.length > 1 && (
          <NativeSelect
            label={say('scope.account')}
            data={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(account.id)}
            onChange={(event) => {
              setAccountId(Number(event.currentTarget.value));
              setServiceId(null);
            }}
          />
        )}
        <NativeSelect
          label={say('scope.connection')}
          data={account.services.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen ?? ''}
          onChange={(event) => setServiceId(event.currentTarget.value)}
        />
        <ErrorText error={begin.error} />
        <div>
          <Button
            variant="default"
            disabled={chosen === null}
            loading={begin.isPending}
            onClick={() => {
              const name = sentence('state.exportWhat.contacts.label');
              if (chosen === null) return;
              begin.mutate({ accountId: account.id, name, wish: { what: 'contactsOfAccount', serviceId: chosen } });
            }}
          >
            {say('export.begin')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function OwnHistory({ accounts, first }: OwnProps) {
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const [scope, setScope] = useState({ accountId: first.id, serviceId: null as string | null });
  const account = accounts.find(({ id }) => id === scope.accountId) ?? first;
  const begin = useBeginExport();
  return (
    <Panel title={sentence('state.exportWhat.history.label')} text={sentence('state.exportWhat.history.explanation')}>
      <div className="look-stack">
        <Scope
          accounts={accounts}
          account={account}
          serviceId={scope.serviceId}
          onChange={(accountId, serviceId) => setScope({ accountId, serviceId })}
        />
        <ErrorText error={begin.error} />
        <div>
          <Button
            variant="default"
            loading={begin.isPending}
            onClick={() =>
              begin.mutate({
                accountId: account.id,
                name: sentence('state.exportWhat.tickets.label'),
                wish: { what: 'history', serviceId: scope.serviceId },
              })
            }
          >
            {say('export.begin')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

function Recent() {
  const say = useTexts('lookup');
  const jobs = useQuery(queries.jobs());
  const ofExports = (list: readonly JobSnapshot[]) => list.filter(({ kind }) => kind === 'export').slice(0, mostShown);
  return (
    <Panel title={say('exports.recent')} flush>
      <Loaded query={jobs}>
        {(list) =>
          ofExports(list).length === 0 ? (
            <EmptyState picture={<PictureNothingYet />} title={say('exports.none')} text={say('exports.noneText')} />
          ) : (
            <ul className="look-list">
              {ofExports(list).map((job) => (
                <RecentExport key={job.job} job={job} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function RecentExport({ job }: { readonly job: JobSnapshot }) {
  const say = useTexts('lookup');
  const format = useFormat();
  return (
    <li className="look-row">
      <span className="look-row-words">
        <Link href={hrefOf(job)} className="look-row-name">
          {job.name}
        </Link>
        <span className="look-soft num">
          {say('exports.lines', { count: job.counts['written'] ?? 0 })} · {job.accountName}
        </span>
      </span>
      <JobStatus job={job} />
      <span className="look-soft num">{format.moment(job.createdAt)}</span>
    </li>
  );
}

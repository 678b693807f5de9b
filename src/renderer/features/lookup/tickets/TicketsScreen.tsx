import { Button } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { mostTickets } from '#shared/export/wish.ts';
import { anyTicket, type TicketColumn, ticketColumns, usualTicketColumns } from '#shared/lookup/tickets.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { TicketView } from '#shared/rpc/tickets.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Page } from '../../../ui/Page.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { PictureNothingYet } from '../../../ui/pictures/PictureNothingYet.tsx';
import { ToolsTabs } from '../../../ui/ToolsTabs.tsx';
import { ActMenu } from '../ActMenu.tsx';
import { ColumnsMenu } from '../ColumnsMenu.tsx';
import { ExportDialog } from '../exports/ExportDialog.tsx';
import { ListTable } from '../ListTable.tsx';
import '../lookup.css';
import { lookupQueries, type TicketSearch } from '../lookup-queries.ts';
import { NowhereToLook } from '../NowhereToLook.tsx';
import { Pager } from '../Pager.tsx';
import { Scope } from '../Scope.tsx';
import { TicketDrawer } from './TicketDrawer.tsx';
import { TicketFilterFields } from './TicketFilterFields.tsx';
import { noTicketDraft, ticketFilterOf } from './ticket-draft.ts';

/** Tickets of an account, looked up there, newest first. */
export function TicketsScreen() {
  const say = useTexts('lookup');
  const accounts = useQuery(queries.accounts());
  return (
    <Page title={say('title')} description={say('tickets.text')}>
      <ToolsTabs here="tickets" />
      <Loaded query={accounts}>
        {(known) => {
          const [first] = known;
          return first === undefined ? <NowhereToLook /> : <Search accounts={known} first={first} />;
        }}
      </Loaded>
    </Page>
  );
}

function Search({ accounts, first }: { readonly accounts: readonly Account[]; readonly first: Account }) {
  const say = useTexts('lookup');
  const [scope, setScope] = useState({ accountId: first.id, serviceId: null as string | null });
  const [draft, setDraft] = useState(noTicketDraft);
  const [search, setSearch] = useState<TicketSearch>({ accountId: first.id, filter: anyTicket });
  const account = accounts.find(({ id }) => id === scope.accountId) ?? first;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSearch({ accountId: account.id, filter: ticketFilterOf(draft, scope.serviceId) });
  };
  return (
    <>
      <form className="look-filter" onSubmit={submit} aria-label={say('tickets.by')}>
        <Scope
          accounts={accounts}
          account={account}
          serviceId={scope.serviceId}
          onChange={(accountId, serviceId) => {
            setScope({ accountId, serviceId });
            // Departments and attendants are of their account.
            if (accountId !== scope.accountId) setDraft(noTicketDraft);
          }}
        />
        <TicketFilterFields
          accountId={account.id}
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
          {say('search')}
        </Button>
      </form>
      <Found key={JSON.stringify(search)} search={search} />
    </>
  );
}

const verbs = ['transferTicket', 'closeTicket', 'comment', 'tag', 'untag'] as const;

function Found({ search }: { readonly search: TicketSearch }) {
  const { accountId, filter } = search;
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const [shown, setShown] = useState<readonly string[]>([
    'protocol',
    'state',
    'contact',
    'department',
    'user',
    'opened',
  ]);
  const [number, setNumber] = useState(1);
  const [chosen, setChosen] = useState<ReadonlyMap<string, TicketView>>(new Map());
  const [isExporting, setExporting] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const columns = useTicketColumns(setOpened);
  const page = useQuery(lookupQueries.tickets(search, number));
  const choose = (rows: readonly TicketView[], isChosen: boolean) => {
    const next = new Map(chosen);
    for (const ticket of rows) {
      if (isChosen) next.set(ticket.id, ticket);
      else next.delete(ticket.id);
    }
    setChosen(next);
  };
  const contactIds = [...new Set([...chosen.values()].flatMap(({ contact }) => contact?.id ?? []))];
  const conversationsOf = [...chosen.values()].slice(0, mostTickets).map(({ id, protocol }) => ({ id, protocol }));
  return (
    <>
      <div className="look-bar">
        <p className="look-bar-text num" aria-live="polite">
          {chosen.size > 0 ? <strong>{say('tickets.chosen', { count: chosen.size })}</strong> : say('tickets.hint')}
        </p>
        {chosen.size > 0 && (
          <Button variant="subtle" onClick={() => setChosen(new Map())}>
            {say('clear')}
          </Button>
        )}
        <ColumnsMenu all={columns} shown={shown} onChange={setShown} />
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          disabled={!page.data}
          onClick={() => setExporting(true)}
        >
          {say('export.label')}
        </Button>
        <ActMenu verbs={verbs} accountId={accountId} contactIds={contactIds} />
      </div>
      <Panel
        flush
        footer={
          <Pager
            page={number}
            text={
              page.data?.total == null
                ? say('table.page', { page: number })
                : say('tickets.pageOf', { page: number, count: page.data.total })
            }
            hasNext={page.data?.isLast === false}
            isBusy={page.isFetching}
            onTurn={(by) => setNumber(number + by)}
          />
        }
      >
        <Loaded query={page}>
          {({ tickets, isLast }) =>
            tickets.length === 0 ? (
              <EmptyState
                picture={<PictureNothingYet />}
                title={say(isLast ? 'tickets.empty' : 'contacts.emptyPage')}
                text={say(isLast ? 'tickets.emptyText' : 'contacts.emptyPageText')}
              />
            ) : (
              <ListTable
                label={say('tabs.tickets')}
                columns={columns.filter(({ key }) => shown.includes(key))}
                rows={tickets}
                idOf={({ id }) => id}
                nameOf={({ id, protocol }) => protocol ?? id}
                chosen={new Set(chosen.keys())}
                onChoose={choose}
              />
            )
          }
        </Loaded>
      </Panel>
      <ExportDialog
        isOpen={isExporting}
        onClose={() => setExporting(false)}
        accountId={accountId}
        nameOf={(format) =>
          sentence(`state.exportWhat.${format === 'txt' || format === 'pdf' ? 'conversations' : 'tickets'}.label`)
        }
        note={null}
        columns={ticketColumns.map((key) => ({ key, label: sentence(`lookup.ticket.${key}`) }))}
        usual={usualTicketColumns}
        formats={['xlsx', 'csv', 'txt', 'pdf']}
        wishOf={(format, wanted) =>
          format === 'xlsx' || format === 'csv'
            ? { what: 'tickets', format, filter, columns: ticketColumns.filter((key) => wanted.includes(key)) }
            : {
                ...{ what: 'conversations', as: format },
                of: conversationsOf.length > 0 ? { tickets: conversationsOf } : { filter },
              }
        }
      />
      <TicketDrawer accountId={accountId} ticketId={opened} onOpen={setOpened} onClose={() => setOpened(null)} />
    </>
  );
}

interface TicketColumnShown {
  readonly key: TicketColumn;
  readonly label: string;
  readonly cell: (row: TicketView) => ReactNode;
}

function useTicketColumns(onOpen: (ticketId: string) => void): readonly TicketColumnShown[] {
  const { say } = useSentences();
  const format = useFormat();
  const moment = (at: number | null) => (at === null ? '' : format.moment(at));
  const duration = (seconds: number | null | undefined) => (seconds == null ? '' : format.duration(seconds * 1_000));
  const cells: Record<TicketColumn, (row: TicketView) => ReactNode> = {
    protocol: ({ id, protocol }) => (
      <button type="button" className="look-open" onClick={() => onOpen(id)}>
        {protocol ?? id}
      </button>
    ),
    state: ({ isOpen }) => (isOpen === null ? '' : say(isOpen ? 'lookup.open' : 'lookup.closed')),
    contact: ({ contact }) => contact?.name ?? '',
    number: ({ contact }) => (contact?.number ? format.phone(contact.number) : ''),
    connection: ({ contact }) => contact?.service?.name ?? '',
    department: ({ department }) => department?.name ?? '',
    user: ({ user }) => user?.name ?? '',
    topics: ({ topics }) => (topics ?? []).map(({ name, id }) => name ?? id).join(', '),
    opened: ({ openedAtMs }) => moment(openedAtMs),
    closed: ({ closedAtMs }) => moment(closedAtMs),
    duration: ({ metrics }) => duration(metrics?.ticketSeconds),
    waiting: ({ metrics }) => duration(metrics?.waitingSeconds),
    messaging: ({ metrics }) => duration(metrics?.messagingSeconds),
    transfers: ({ metrics }) => (metrics?.transfers == null ? '' : format.number(metrics.transfers)),
    origin: ({ origin }) => origin ?? '',
    id: ({ id }) => id,
  };
  return ticketColumns.map((key) => ({ key, label: say(`lookup.ticket.${key}`), cell: cells[key] }));
}

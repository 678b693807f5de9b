import { Badge, Button } from '@mantine/core';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { actionVerbs } from '#shared/actions/wish.ts';
import { contactColumns, mostChosen, usualContactColumns } from '#shared/lookup/contacts.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { ContactPlace, ContactView } from '#shared/rpc/contacts.ts';
import { queries } from '../../../rpc/queries.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useSentences, useTexts } from '../../../texts/use-texts.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorText } from '../../../ui/ErrorText.tsx';
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
import { type ContactSearch, lookupQueries } from '../lookup-queries.ts';
import { NowhereToLook } from '../NowhereToLook.tsx';
import { Pager } from '../Pager.tsx';
import { Scope } from '../Scope.tsx';
import { ContactFilterFields } from './ContactFilterFields.tsx';
import { filterOf, noFilter } from './filter-draft.ts';
import { useAllIds } from './use-all-ids.ts';

/** Contacts of an account, looked up there: to be seen, chosen, acted on and exported. */
export function ContactsScreen() {
  const say = useTexts('lookup');
  const accounts = useQuery(queries.accounts());
  return (
    <Page title={say('title')} description={say('contacts.text')}>
      <ToolsTabs here="contacts" />
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
  const [draft, setDraft] = useState(noFilter);
  const [search, setSearch] = useState<ContactSearch>({ ...scope, filter: { by: 'all' } });
  const account = accounts.find(({ id }) => id === scope.accountId) ?? first;
  const filter = filterOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (filter !== null) setSearch({ ...scope, filter });
  };
  return (
    <>
      <form className="look-filter" onSubmit={submit} aria-label={say('contacts.by')}>
        <Scope
          accounts={accounts}
          account={account}
          serviceId={scope.serviceId}
          onChange={(accountId, serviceId) => {
            setScope({ accountId, serviceId });
            // Tags, fields and people are of their account.
            if (accountId !== scope.accountId) setDraft(noFilter);
          }}
        />
        <ContactFilterFields
          accountId={account.id}
          draft={draft}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        <Button type="submit" disabled={filter === null} leftSection={<IconSearch size={16} aria-hidden />}>
          {say('search')}
        </Button>
      </form>
      <Found
        key={JSON.stringify(search)}
        search={search}
        account={accounts.find(({ id }) => id === search.accountId) ?? first}
      />
    </>
  );
}

const start: ContactPlace = { question: 0, page: 1 };

function Found({ search, account }: { readonly search: ContactSearch; readonly account: Account }) {
  const say = useTexts('lookup');
  const { say: sentence } = useSentences();
  const columns = useContactColumns(account);
  const [shown, setShown] = useState<readonly string[]>(['name', 'number', 'connection', 'tags', 'created']);
  const [places, setPlaces] = useState<readonly ContactPlace[]>([start]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isExporting, setExporting] = useState(false);
  const page = useQuery(lookupQueries.contacts(search, places.at(-1) ?? start));
  const all = useAllIds((ids) => setChosen(new Set(ids)));
  const choose = (rows: readonly ContactView[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const { id } of rows) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    setChosen(next);
  };
  return (
    <>
      <div className="look-bar">
        <p className="look-bar-text num" aria-live="polite">
          {all.isBusy ? (
            say('contacts.reading', { count: all.found })
          ) : chosen.size > 0 ? (
            <strong>{say('chosen', { count: chosen.size })}</strong>
          ) : (
            say('contacts.hint')
          )}
        </p>
        {all.isBusy ? (
          <Button variant="default" onClick={all.stop}>
            {say('stop')}
          </Button>
        ) : chosen.size > 0 ? (
          <Button variant="subtle" onClick={() => setChosen(new Set())}>
            {say('clear')}
          </Button>
        ) : (
          <Button
            variant="subtle"
            disabled={!page.data || page.data.contacts.length === 0}
            onClick={() => all.read(search)}
          >
            {say('chooseAll')}
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
        <ActMenu verbs={actionVerbs} accountId={account.id} contactIds={[...chosen]} />
      </div>
      <ErrorText error={all.error} />
      <Panel
        flush
        footer={
          <Pager
            page={places.length}
            text={
              page.data?.total == null
                ? say('table.page', { page: places.length })
                : say('contacts.pageOf', { page: places.length, count: page.data.total })
            }
            hasNext={page.data?.next != null}
            isBusy={page.isFetching}
            onTurn={(by) => {
              const next = page.data?.next;
              if (by === -1) setPlaces(places.slice(0, -1));
              else if (next) setPlaces([...places, next]);
            }}
          />
        }
      >
        <Loaded query={page}>
          {({ contacts, next }) =>
            contacts.length === 0 ? (
              <EmptyState
                picture={<PictureNothingYet />}
                title={say(next === null ? 'contacts.empty' : 'contacts.emptyPage')}
                text={say(next === null ? 'contacts.emptyText' : 'contacts.emptyPageText')}
              />
            ) : (
              <ListTable
                label={say('tabs.contacts')}
                columns={columns.filter(({ key }) => shown.includes(key))}
                rows={contacts}
                idOf={({ id }) => id}
                nameOf={({ name, number }) => name || number}
                chosen={chosen}
                onChoose={choose}
              />
            )
          }
        </Loaded>
      </Panel>
      <ExportDialog
        isOpen={isExporting}
        onClose={() => setExporting(false)}
        accountId={account.id}
        nameOf={() => sentence('state.exportWhat.contacts.label')}
        note={say(chosen.size === 0 ? 'export.allFound' : 'export.onlyChosen', { count: chosen.size })}
        columns={contactColumns.map((key) => ({ key, label: sentence(`lookup.contact.${key}`) }))}
        usual={usualContactColumns}
        wishOf={(format, wanted) =>
          format === 'csv' || format === 'xlsx'
            ? {
                ...{ what: 'contacts', format, serviceId: search.serviceId },
                filter: chosen.size === 0 ? search.filter : { by: 'chosen', ids: [...chosen].slice(0, mostChosen) },
                columns: contactColumns.filter((key) => wanted.includes(key)),
                fieldIds: columns.flatMap(({ fieldId }) => fieldId ?? []),
              }
            : null
        }
      />
    </>
  );
}

interface ContactColumnShown {
  readonly key: string;
  readonly label: string;
  readonly fieldId: string | null;
  readonly cell: (row: ContactView) => ReactNode;
}

/** All columns that contacts of this account can have, its custom fields among them. */
function useContactColumns(account: Account): readonly ContactColumnShown[] {
  const { say } = useSentences();
  const format = useFormat();
  const tags = useQuery(queries.tags(account.id));
  const fields = useQuery(queries.customFields(account.id));
  const labels = new Map(tags.data?.map(({ id, label }) => [id, label]));
  const services = new Map(account.services.map(({ id, name }) => [id, name]));
  const said = (is: boolean | null) => (is === null ? '' : say(is ? 'lookup.yes' : 'lookup.no'));
  const cells: Record<(typeof contactColumns)[number], (row: ContactView) => ReactNode> = {
    name: ({ name }) => name || '—',
    number: ({ number }) => format.phone(number),
    connection: ({ serviceId }) => services.get(serviceId ?? '') ?? '',
    tags: ({ tagIds }) =>
      tagIds.map((id) => (
        <Badge key={id} variant="light" color="gray" mr={4} tt="none">
          {labels.get(id) ?? id}
        </Badge>
      )),
    whatsapp: ({ isOnWhatsapp }) => said(isOnWhatsapp),
    blocked: ({ isBlocked }) => said(isBlocked),
    unsubscribed: ({ isUnsubscribed }) => said(isUnsubscribed),
    created: ({ createdAtMs }) => (createdAtMs === null ? '' : format.moment(createdAtMs)),
    id: ({ id }) => id,
  };
  return [
    ...contactColumns.map((key) => ({ key, label: say(`lookup.contact.${key}`), fieldId: null, cell: cells[key] })),
    ...(fields.data ?? []).map(({ id, name }) => ({
      ...{ key: `field:${id}`, label: name, fieldId: id },
      cell: (row: ContactView) => row.fields[id] ?? '',
    })),
  ];
}

import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { HoldingRow, PersonsContact, PersonsDelivery, PersonsItem } from '#main/store/personal-data.ts';
import type { Store } from '#main/store/store.ts';
import { ninthDigitForms } from '#shared/phone/person.ts';
import { createNumberFinder, endingOf } from '#shared/privacy/number-text.ts';
import type { Person } from '#shared/rpc/privacy.ts';

/** Rows looked through before queries of faces are let in: some 10 ms (`npm run bench -- person`). */
const rowsAtOnce = 12_500;

/** Where the data of one person stands. */
export interface Found {
  readonly rows: readonly HoldingRow[];
  readonly contacts: readonly PersonsContact[];
  readonly deliveries: readonly PersonsDelivery[];
  /** In bulk actions. */
  readonly items: readonly PersonsItem[];
}

/**
 * Goes through every sheet for a person: rows that were read as theirs, and rows that hold the number anywhere else, such as
 * a second number or a sheet that nobody has read yet. Rows have no index by person: to keep one would cost each import three
 * quarters of its normalising, and going through a million rows takes less than a second.
 */
export async function findPerson(
  store: Store,
  who: { readonly person: string; readonly phone: string },
  signal: AbortSignal,
): Promise<Found> {
  const { person, phone } = who;
  const isIn = createNumberFinder(phone);
  const rows: HoldingRow[] = [];
  for (const { id: importId, rowTotal } of store.imports.list()) {
    for (let from = 1; from <= rowTotal; from += rowsAtOnce) {
      signal.throwIfAborted();
      const to = from + rowsAtOnce - 1;
      const held = store.personalData.rowsHolding({ importId, from, to, person, ending: endingOf(phone) });
      rows.push(...held.filter((row) => row.person === person || row.cells.some(isIn)));
      await letOthersRun();
    }
  }
  const contacts = store.personalData.contactsOf(person);
  const accountOf = new Map(store.imports.list().map(({ id, accountId }) => [id, accountId]));
  const theirs = [
    ...contacts,
    ...rows.flatMap(({ contactId, importId }) => {
      const accountId = accountOf.get(importId) ?? null;
      return contactId === null || accountId === null ? [] : [{ accountId, contactId }];
    }),
  ];
  const items = store.personalData.itemsOf(
    ninthDigitForms(person),
    theirs.map(({ contactId }) => contactId),
  );
  return { rows, contacts, items, deliveries: store.personalData.deliveriesOf(person, theirs) };
}

/** Everything that the database holds about one person, as it is told to them (LGPD art. 18 and 19). */
export async function tellOfPerson(
  store: Store,
  who: { readonly person: string; readonly phone: string },
  signal: AbortSignal,
): Promise<Person> {
  const { rows, contacts, deliveries, items } = await findPerson(store, who, signal);
  const nameOf = (accountId: number): string => store.accounts.find(accountId)?.name ?? '';
  const sources = new Map(store.imports.list().map((source) => [source.id, source]));
  const originOf = ({ importId, line }: { readonly importId: number; readonly line: number }) => {
    const source = sources.get(importId);
    return { importId, line, fileName: source?.fileName ?? '', readAt: source?.createdAt ?? 0 };
  };
  return {
    phone: who.phone,
    erasedAt: store.erasures.find(who.person)?.erasedAt ?? null,
    rows: rows.map((row) => {
      const header = sources.get(row.importId)?.findings?.header ?? [];
      return {
        ...originOf(row),
        state: row.state,
        said: row.cells.flatMap((cell, column) => (cell === '' ? [] : [{ column: header[column] ?? '', cell }])),
      };
    }),
    contacts: contacts.map(({ accountId, name, number, seenAt }) => ({
      accountName: nameOf(accountId),
      name,
      number,
      seenAt,
    })),
    consents: store.consents.ofPerson(who.person).map(({ accountId, importId, line, named, ...consent }) => ({
      ...consent,
      columns: [...named],
      accountName: nameOf(accountId),
      from: importId === 0 ? null : originOf({ importId, line }),
    })),
    optOuts: [...store.optouts.ofPerson(who.person)],
    actions: items.flatMap(({ actionId, state }) => {
      const action = store.actions.find(actionId);
      return action === null ? [] : [{ name: action.name, state, doneAt: action.finishedAt ?? action.createdAt }];
    }),
    messages: deliveries.map(({ id: _, accountId: __, contactId: ___, ...delivery }) => ({
      ...delivery,
      campaignName: store.campaigns.find(delivery.campaignId)?.name ?? '',
    })),
  };
}

import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { FoundContact } from '#main/digisac/digisac.ts';
import type { StoredImport } from '#main/store/imports.ts';
import type { ListedRow } from '#main/store/rows.ts';
import { type AudienceDefinition, sourceKey, sourcesOf } from '#shared/audience/definition.ts';
import { placeIn } from '#shared/audience/people.ts';
import { applyMapping } from '#shared/mapping/apply.ts';
import { builtInVariables, speakableName, variableKey } from '#shared/mapping/key.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { ProblemError } from '#shared/problem.ts';
import { importOptionsSchema } from '#shared/rpc/imports.ts';
import { readContacts } from '../import/read-contacts.ts';
import { type GatherDeps, type Gathered, importOf, isHere, sessionOf, walkSource } from './gather.ts';

/** Rows written down at once: some 5 ms. */
const rowsAtOnce = 250;
const idsAtOnce = 20;

/** What a person's row in a list says, before it has its place in the columns. */
interface Said {
  readonly name: string;
  readonly tags: readonly string[];
  /** By `variableKey`. */
  readonly values: Readonly<Record<string, string>>;
}

/** What the values of contacts are called: tags and fields by their ids. */
interface AccountNames {
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Writes a list: everybody who is meant, once, with what is known of her. Rows of sheets come first, as they say most (law 8:
 * a message to the list says what one to the sheet would); contacts of the account fill what those leave blank. Whoever has
 * no contact on the connection stands in it too, left out with that reason (law 3). A death leaves a list that nobody sees.
 */
export async function* makeList(
  deps: GatherDeps,
  ask: {
    readonly definition: AudienceDefinition;
    readonly name: string;
    readonly gathered: Gathered;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<{ readonly type: 'making'; readonly done: number; readonly of: number }, number> {
  const { store, clock } = deps;
  const { definition, name, gathered, signal } = ask;
  const { people } = gathered;
  const { accountId, serviceId } = definition;
  const sources = sourcesOf(definition.root).filter((source) => isHere(store, source, definition));
  const names = await namesOf();
  const details = yield* wholeContacts();
  const columns = columnsOf();
  const importId = store.transact(() =>
    store.imports.createList({
      accountId,
      name,
      findings: {
        dialect: { format: 'text', encoding: 'utf-8', delimiter: ';', headerRow: 0 },
        certainty: { encoding: 1, delimiter: 1, header: 1 },
        sheets: [],
        header: ['Nome', 'Número', 'Tags', ...columns.values()],
        head: [],
      },
      mapping: [
        { kind: 'name' },
        { kind: 'number' },
        { kind: 'tags' },
        ...[...columns.values()].map((column) => ({ kind: 'variable' as const, name: column })),
      ],
      options: importOptionsSchema.parse({
        ...{ accountId, serviceId, defaultArea: null, country: 'BR', tags: [], departmentId: null, existing: 'leave' },
      }),
      nowMs: clock.now(),
    }),
  );
  const isTaken = new Uint8Array(people.length);
  let rowTotal = 0;
  let waiting: ListedRow[] = [];

  for (const source of sources) {
    if (source.kind === 'contacts') continue;
    const sheet = store.imports.get(importOf(store, source) ?? 0);
    // Rows are looked up in the walk, and written down in it: so nothing of a sheet stays in memory.
    const isWhole = await walkSource(deps, source, {
      signal,
      visit: (found) => {
        const fresh = found.filter(({ person }) => isOpen(Number(person)));
        const numbers = fresh.map(({ rowNo }) => rowNo);
        for (const row of store.rows.byNumbers(sheet.id, numbers)) {
          const { contactId, phone, person } = row;
          if (contactId === null || phone === null || person === null || !isOpen(Number(person))) continue;
          write({ contactId, phone, person }, [saidBySheet(sheet, row.cells), saidByContact(Number(person))]);
        }
        flush();
      },
    });
    if (!isWhole) throw new ProblemError({ kind: 'interrupted' });
    yield { type: 'making', done: rowTotal, of: people.length };
  }
  for (const [at, number] of people.entries()) {
    if (isTaken[at] === 1) continue;
    const contact = details.get(number);
    const person = String(number);
    if (contact) {
      write({ contactId: contact.id, phone: contact.number, person }, [saidByContact(number)]);
    } else write({ contactId: null, phone: person, person }, []);
    if (waiting.length < rowsAtOnce) continue;
    flush();
    await letOthersRun();
    if (signal.aborted) throw new ProblemError({ kind: 'interrupted' });
    yield { type: 'making', done: rowTotal, of: people.length };
  }
  flush();
  store.transact(() => store.imports.completeList(importId, rowTotal, clock.now()));
  return importId;

  async function namesOf(): Promise<AccountNames> {
    if (gathered.contacts.size === 0) return { tags: new Map(), fields: new Map() };
    const session = await sessionOf(deps, accountId);
    const [tags, fields] = [await session.tags(), await session.customFields()];
    return {
      tags: new Map(tags.map(({ id, label }) => [id, label])),
      fields: new Map(fields.map(({ id, name: field }) => [id, field])),
    };
  }

  /** Those who were found by one field have only that one in the answer: the others are read, twenty contacts at a time. */
  async function* wholeContacts() {
    const known = new Map<number, FoundContact>();
    const toRead = new Map<string, number>();
    for (const source of sources) {
      if (source.kind !== 'contacts') continue;
      for (const [person, contact] of gathered.contacts.get(sourceKey(source)) ?? []) {
        if (placeIn(people, person) < 0) continue;
        if (source.which.by !== 'field') {
          toRead.delete(known.get(person)?.id ?? '');
          known.set(person, contact);
        } else if (!known.has(person)) {
          known.set(person, contact);
          toRead.set(contact.id, person);
        }
      }
    }
    const ids = [...toRead.keys()];
    const session = ids.length > 0 ? await sessionOf(deps, accountId) : null;
    for (let from = 0; session !== null && from < ids.length; from += idsAtOnce) {
      const read = await readContacts(session, ids.slice(from, from + idsAtOnce), signal);
      if (!read.ok) {
        throw new ProblemError(read.error.kind === 'blocked' ? read.error.problem : { kind: 'interrupted' });
      }
      for (const [id, contact] of read.value) {
        const person = toRead.get(id);
        const found = person === undefined ? undefined : known.get(person);
        if (person !== undefined && found && contact) known.set(person, { ...found, ...contact });
      }
      yield { type: 'making' as const, done: Math.min(ids.length, from + idsAtOnce), of: ids.length + people.length };
    }
    return known;
  }

  /** Columns behind name, number and tags, by their keys: of the sheets in their order, then of the account's fields. */
  function columnsOf(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const add = (column: string) => {
      const key = variableKey(column);
      if (key !== '' && !builtInNames.has(key) && !found.has(key)) found.set(key, column);
    };
    for (const source of sources) {
      const sheet = importOf(store, source);
      if (sheet === null) continue;
      const { findings, mapping } = store.imports.get(sheet);
      namedIn(findings?.header ?? [], mapping).forEach(add);
    }
    const filled = new Set([...details.values()].flatMap(({ fields }) => Object.keys(fields ?? {})));
    for (const id of filled) add(speakableName(names.fields.get(id) ?? ''));
    return found;
  }

  /** She is meant, and does not stand in the list yet. */
  function isOpen(person: number): boolean {
    const at = placeIn(people, person);
    return at >= 0 && isTaken[at] === 0;
  }

  function saidByContact(person: number): Said | null {
    const contact = details.get(person);
    if (!contact) return null;
    const values = Object.entries(contact.fields ?? {}).map(([id, value]) => [
      variableKey(names.fields.get(id) ?? ''),
      value,
    ]);
    const tags = (contact.tagIds ?? []).flatMap((id) => names.tags.get(id) ?? []);
    return { name: contact.name, tags, values: Object.fromEntries(values) };
  }

  function write(who: Omit<ListedRow, 'cells'>, said: readonly (Said | null)[]): void {
    const known = said.filter((one) => one !== null);
    const firstOf = (read: (one: Said) => string | undefined) =>
      known.map(read).find((text) => text !== undefined && text !== '') ?? '';
    const tags = new Map(known.flatMap((one) => one.tags.map((tag) => [tag.toLowerCase(), tag])));
    const cells = [
      firstOf((one) => one.name),
      who.phone,
      [...tags.values()].join(', '),
      ...[...columns.keys()].map((key) => firstOf((one) => one.values[key])),
    ];
    isTaken[placeIn(people, Number(who.person))] = 1;
    waiting.push({ ...who, cells });
  }

  function flush(): void {
    if (waiting.length === 0) return;
    const rows = waiting;
    waiting = [];
    store.transact(() => store.rows.insertListed(importId, rowTotal + 1, rows));
    rowTotal += rows.length;
  }
}

const builtInNames: ReadonlySet<string> = new Set(builtInVariables.name);

/** Columns that are said under the name that they have in the sheet. */
const sayableByHeader: ReadonlySet<string> = new Set(['name', 'department', 'consent', 'consentDate']);

/** What messages to a sheet can say beside the name, as it is called there. */
const namedIn = (header: readonly string[], mapping: Mapping): readonly string[] =>
  mapping.flatMap((target, i) => {
    if (sayableByHeader.has(target.kind)) return [speakableName(header[i] ?? '')];
    return 'name' in target ? [target.name] : [];
  });

function saidBySheet(sheet: StoredImport, cells: readonly string[]): Said {
  const { name, tags, variables } = applyMapping(cells, sheet.findings?.header ?? [], sheet.mapping);
  return { name, tags, values: variables };
}

import type { SourcePerson } from '#main/store/sources.ts';
import type { Store } from '#main/store/store.ts';
import { serviceFor } from '#shared/accounts/service.ts';
import { type AudienceDefinition, type Source, sourceKey, sourcesOf } from '#shared/audience/definition.ts';
import {
  gatherPeople,
  intersection,
  nobody,
  type People,
  peopleOf,
  personNumber,
  union,
} from '#shared/audience/people.ts';
import type { Clock } from '#shared/clock.ts';
import { ProblemError } from '#shared/problem.ts';
import type { Session } from '../account/session.ts';
import type { Sessions } from '../account/sessions.ts';
import { walkRows } from '../import/walk.ts';
import { isUndone, refuseIfUndone } from '../undo/undone.ts';
import type { ContactsByPerson, Directory } from './directory.ts';

export interface GatherDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly directory: Directory;
}

/** Where the reading stands: `contacts` of the account so far, in the source that is being read. */
export interface Reading {
  readonly type: 'reading';
  readonly source: number;
  readonly sources: number;
  readonly contacts: number;
}

/** Who is meant by a definition. */
export interface Gathered {
  readonly people: People;
  /** Of them, who has a contact on the connection, as the sources say. The others can only be counted. */
  readonly reachable: People;
  /** Of each source that is of the account's contacts, by its key. */
  readonly contacts: ReadonlyMap<string, ContactsByPerson>;
}

type Where = Pick<AudienceDefinition, 'accountId' | 'serviceId'>;

/** The import whose rows a source is made of; null for contacts. Problem: audienceSourceGone. */
export function importOf(store: Store, source: Source): number | null {
  if (source.kind === 'contacts') return null;
  const found =
    source.kind === 'import' ? store.imports.find(source.importId) : store.campaigns.find(source.campaignId);
  if (!found) throw new ProblemError({ kind: 'audienceSourceGone' });
  return 'importId' in found ? found.importId : found.id;
}

/**
 * Are the contacts of a source there, on the connection? Others only say who is meant: those of another connection, and of
 * a sheet whose contacts were deleted.
 */
export function isHere(store: Store, source: Source, where: Where): boolean {
  const importId = importOf(store, source);
  if (importId === null || source.kind === 'contacts') return true;
  if (isUndone(store, importId)) return false;
  if (source.kind === 'campaign') {
    const { accountId, serviceId } = store.campaigns.get(source.campaignId);
    return accountId === where.accountId && serviceId === where.serviceId;
  }
  const { options } = store.imports.get(source.importId);
  const account = options.accountId === where.accountId ? store.accounts.find(where.accountId) : null;
  const service = account && serviceFor(account, options.serviceId);
  return service?.ok === true && service.value.id === where.serviceId;
}

/** Goes through the rows of a source that is an import or a campaign, piece by piece. False when it was told to stop. */
export function walkSource(
  deps: Pick<GatherDeps, 'store' | 'clock'>,
  source: Exclude<Source, { kind: 'contacts' }>,
  options: { readonly signal: AbortSignal; readonly visit: (people: readonly SourcePerson[]) => void },
): Promise<boolean> {
  const { store } = deps;
  const importId = importOf(store, source);
  const { rowTotal } = store.imports.get(importId ?? 0);
  return walkRows(deps, {
    rowTotal,
    signal: options.signal,
    visit: (rows) =>
      options.visit(
        source.kind === 'import'
          ? store.sources.ofImport(source.importId, rows)
          : store.sources.ofCampaign(source, rows),
      ),
  });
}

/** A session with the account of an audience. Problems: noAccount, tokenMissing. */
export async function sessionOf(deps: Pick<GatherDeps, 'store' | 'sessions'>, accountId: number): Promise<Session> {
  if (!deps.store.accounts.find(accountId)) throw new ProblemError({ kind: 'noAccount' });
  const opened = await deps.sessions.open(accountId);
  if (!opened.ok) throw new ProblemError(opened.error);
  return opened.value;
}

/**
 * Reads all sources of a definition, and puts them together. Tells how far it came; nothing is read again that was read
 * moments ago. Problems: audienceSourceGone, importUndone, interrupted, contactsNotTold, those of the account.
 */
export async function* gather(
  deps: GatherDeps,
  definition: AudienceDefinition,
  signal: AbortSignal,
): AsyncGenerator<Reading, Gathered> {
  const { store, directory } = deps;
  const { accountId, serviceId, root } = definition;
  const sources = sourcesOf(root);
  const inSource = new Map<string, People>();
  const contacts = new Map<string, ContactsByPerson>();
  for (const [index, source] of sources.entries()) {
    const at = { type: 'reading', source: index + 1, sources: sources.length } as const;
    yield { ...at, contacts: 0 };
    const people = gatherPeople();
    if (source.kind === 'contacts') {
      const session = await sessionOf(deps, accountId);
      const pages = directory.contacts(session, { accountId, serviceId, which: source.which, signal });
      let turn = await pages.next();
      for (; !turn.done; turn = await pages.next()) yield { ...at, contacts: turn.value };
      contacts.set(sourceKey(source), turn.value);
      for (const person of turn.value.keys()) people.add(person);
    } else {
      const importId = importOf(store, source);
      if (importId !== null && source.kind === 'import') refuseIfUndone(store, importId);
      const isWhole = await walkSource(deps, source, {
        signal,
        visit: (found) => {
          for (const { person } of found) {
            const number = personNumber(person);
            if (number !== null) people.add(number);
          }
        },
      });
      if (!isWhole) throw new ProblemError({ kind: 'interrupted' });
    }
    inSource.set(sourceKey(source), people.all());
  }
  const people = peopleOf(root, inSource);
  const here = sources
    .filter((source) => isHere(store, source, definition))
    .map((source) => inSource.get(sourceKey(source)) ?? nobody);
  return { people, reachable: intersection(people, here.reduce(union, nobody)), contacts };
}

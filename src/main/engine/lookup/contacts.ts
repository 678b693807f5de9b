import type { ContactFilter } from '#shared/lookup/contacts.ts';
import { ProblemError } from '#shared/problem.ts';
import { ok } from '#shared/result.ts';
import type { ContactPlace, ContactView } from '#shared/rpc/contacts.ts';
import type { StageEnd } from '../work.ts';
import { type ListedContact, peopleAsked, questionCount, readContactPage } from './contact-pages.ts';
import { type LookupDeps, promptly, sessionOf } from './patience.ts';

/** More than this is no selection. */
const mostIds = 100_000;

interface Which {
  readonly accountId: number;
  readonly serviceId: string | null;
  readonly filter: ContactFilter;
}

const toView = (contact: ListedContact): ContactView => {
  const { id, name, number, serviceId, fields, valid, isBlocked, isUnsubscribed, createdAtMs } = contact;
  return {
    ...{
      id,
      name,
      number,
      serviceId,
      fields: { ...fields },
      isOnWhatsapp: valid,
      isBlocked,
      isUnsubscribed,
      createdAtMs,
    },
    tagIds: [...contact.tagIds],
  };
};

/** Contacts of an account as somebody looks for them. */
export function createContactLookup(deps: LookupDeps) {
  return {
    async page(
      { accountId, serviceId, filter, place }: Which & { readonly place: ContactPlace },
      signal: AbortSignal,
    ): Promise<{ contacts: ContactView[]; total: number | null; next: ContactPlace | null }> {
      const session = await sessionOf(deps, accountId);
      return promptly(deps, session, signal, async (within) => {
        const people = await peopleAsked(session, filter, within);
        if (!people.ok) return people;
        const asked = { serviceId, filter, people: people.value, ...place, kind: 'prompt', signal: within } as const;
        const read = await readContactPage(session, asked);
        if (!read.ok) return read;
        const { contacts, total, isLast } = read.value;
        const questions = questionCount(filter, people.value);
        const next = isLast ? { question: place.question + 1, page: 1 } : { ...place, page: place.page + 1 };
        return ok({ contacts: contacts.map(toView), total, next: next.question < questions ? next : null });
      });
    },

    async *ids({ accountId, serviceId, filter }: Which, signal: AbortSignal) {
      const session = await sessionOf(deps, accountId);
      const people = await peopleAsked(session, filter, signal);
      if (!people.ok) throw problemOf(people.error);
      const found = new Set<string>();
      for (let question = 0; question < questionCount(filter, people.value); question += 1) {
        let first: string | null = null;
        for (let page = 1; ; page += 1) {
          const asked = { serviceId, filter, people: people.value, question, page, kind: 'prompt', signal } as const;
          const read = await readContactPage(session, asked);
          if (!read.ok) throw problemOf(read.error);
          const { contacts, mark, isLast } = read.value;
          // An account that does not turn pages gives its first one for ever.
          if (page > 1 && mark !== null && mark === first) throw new ProblemError({ kind: 'exportCut' });
          first ??= mark;
          for (const { id } of contacts) found.add(id);
          yield { type: 'reading', contacts: found.size } as const;
          if (isLast || found.size >= mostIds) break;
        }
      }
      const contactIds = [...found].slice(0, mostIds);
      yield { type: 'read', contactIds, isWhole: found.size <= mostIds } as const;
    },
  };
}

const problemOf = (end: StageEnd): ProblemError =>
  new ProblemError(end.kind === 'blocked' ? end.problem : { kind: 'interrupted' });

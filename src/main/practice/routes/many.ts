import { type Answer, jsonAnswer, noContent, refusal, textAnswer } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { manyShape, wrongNumber, wrongReference } from '../drafts.ts';
import type { Effect } from '../effects.ts';
import { isFields, isList, textAt } from '../json.ts';
import { personOf } from '../numbers.ts';
import type { Contact } from '../things.ts';
import { upsertContact } from '../upsert.ts';
import { contactView, type View } from '../views.ts';

/** How long a queued job takes until its contacts can be seen. */
const jobMs = 1_500;

/** One of the batch: what became of it. */
type Made = { readonly contact: Contact; readonly effect: Effect } | { readonly problem: string };

export const createContacts: Route = (ask) => {
  const { many } = ask.dialect;
  if (many.offered === 'no') return refusal(404, 'Route not found');
  if (!isList(ask.body)) return refusal(400, 'the body must be a JSON array');
  if (ask.body.length > many.most) return refusal(Number(many.overMost), 'Too many contacts');
  const made = makeAll(ask, ask.body);
  const bad = made.find((one) => 'problem' in one);
  if (bad && 'problem' in bad && many.oneBad === 'none') return refusal(400, bad.problem);
  const effects = made.flatMap((one) => ('effect' in one ? [one.effect] : []));
  ask.account.commit(ask.at, effects);
  return answer(ask, ask.body, made);
};

function makeAll(ask: Ask, bodies: readonly unknown[]): readonly Made[] {
  const people = new Set<string>();
  let ahead = 0;
  return bodies.map((body): Made => {
    const person = `${textAt(body, 'serviceId')}|${personOf(textAt(body, 'number') ?? '')}`;
    const problem = problemOf(ask, body) ?? (people.has(person) ? 'Duplicate number' : null);
    if (problem !== null) return { problem };
    people.add(person);
    const { contact, effect } = upsertContact(ask, withoutFields(ask, body), ahead);
    if (effect.kind !== 'contactCreated') return { contact, effect };
    ahead += 1;
    if (ask.dialect.many.answer !== 'queued') return { contact, effect };
    const later = { ...contact, appearsAtMs: ask.at.atMs + jobMs };
    return { contact: later, effect: { kind: 'contactCreated', contact: later } };
  });
}

function problemOf(ask: Ask, body: unknown): string | null {
  const required = ['internalName', 'number', 'serviceId'];
  const problem = wrongBody(body, manyShape, required) ?? wrongReference(body, ask.account) ?? wrongNumber(ask, body);
  if (problem !== null) return problem;
  const hasFields = isFields(body) && 'customFields' in body;
  return hasFields && ask.dialect.many.customFields === 'refused' ? '"customFields" is not allowed' : null;
}

function withoutFields(ask: Ask, body: unknown): unknown {
  if (!isFields(body) || ask.dialect.many.customFields === 'kept') return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'customFields'));
}

function answer(ask: Ask, bodies: readonly unknown[], made: readonly Made[]): Answer {
  const status = Number(ask.dialect.created);
  const created = made.flatMap((one) => ('contact' in one ? [contactView(one.contact, [], ask)] : []));
  const failed = made.flatMap((one, i) => ('problem' in one ? [failure(bodies[i], one.problem)] : []));
  const each = made.map((one, i) =>
    'contact' in one ? contactView(one.contact, [], ask) : failure(bodies[i], one.problem),
  );
  switch (ask.dialect.many.answer) {
    case 'contacts':
      return jsonAnswer(status, each);
    case 'data':
      return jsonAnswer(status, { data: each });
    case 'createdErrors':
      return jsonAnswer(status, { created, errors: failed });
    case 'createdFailed':
      return jsonAnswer(status, { created, failed });
    case 'count':
      return jsonAnswer(status, { count: created.length });
    case 'ok':
      return textAnswer(status, 'OK');
    case 'noContent':
      return noContent;
    case 'queued':
      return jsonAnswer(202, { jobId: `contacts-${ask.at.atMs}`, status: 'queued' });
    default:
      return ask.dialect.many.answer satisfies never;
  }
}

const failure = (body: unknown, problem: string): View => ({
  number: textAt(body, 'number'),
  error: 'BadRequestHttpError',
  message: problem,
});

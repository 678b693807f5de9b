import { type Account, withChange } from '../account.ts';
import { type Answer, jsonAnswer, notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { contactColumns, plainContactColumns } from '../columns.ts';
import { changeOf, contactShape, wrongNumber, wrongReference } from '../drafts.ts';
import type { Test } from '../filter.ts';
import { at, isBoolean, isFields, isList, isText, listOf, textAt } from '../json.ts';
import { answerList, createdAnswer, oneAnswer } from '../listing.ts';
import { type Include, parseQuery, type Query } from '../query.ts';
import { relatedContacts } from '../related.ts';
import type { Contact } from '../things.ts';
import { upsertContact } from '../upsert.ts';
import { contactView } from '../views.ts';

const models = [
  ...['tags', 'customFieldValues', 'service', 'person', 'avatar', 'thumbAvatar'],
  ...['defaultDepartment', 'defaultUser', 'lastMessage'],
];

export const listContacts: Route = (ask) =>
  answerList(ask, {
    columns: ask.dialect.contactFilters === 'refused' ? plainContactColumns : contactColumns,
    models,
    candidates: (query) => candidates(ask.account, query, ask.at.atMs),
    related: (include) => relatedTest(include, ask),
    view: (contact, include) => contactView(contact, include, ask),
  });

function relatedTest(include: readonly Include[], { account, dialect }: Ask): Test<Contact> | string {
  const filters = include.some(({ isRequired }) => isRequired);
  if (filters && dialect.contactFilters === 'refused') return 'contacts cannot be found by an include';
  if (dialect.contactFilters === 'ignored') return () => true;
  return relatedContacts(include, account);
}

/** All contacts, or the few that a look-up by id or by the last digits can mean. */
function* candidates(account: Account, query: Query, nowMs: number): Iterable<Contact> {
  for (const contact of narrowed(account, query) ?? account.contacts.all()) {
    if (contact.appearsAtMs <= nowMs) yield contact;
  }
}

function narrowed(account: Account, query: Query): readonly Contact[] | null {
  for (const { value: where } of query.where) {
    const id = at(where, 'id');
    const ids = isText(id) ? [id] : (at(id, '$in') ?? id);
    if (isList(ids) && listOf(isText)(ids)) {
      const found = [...new Set(ids)].flatMap((one) => account.contacts.get(one) ?? []);
      return found.sort((a, b) => a.seq - b.seq);
    }
    const number = at(where, 'data.number');
    const pattern = textAt(number, '$iLike') ?? textAt(number, '$like') ?? (isText(number) ? number : '');
    const near = account.contacts.near(pattern.replace(/^%|%$/g, ''));
    if (near) return [...near].sort((a, b) => a.seq - b.seq);
  }
  return null;
}

export const getContact: Route = (ask) => {
  const contact = seen(ask);
  const query = parseQuery(ask.parameters);
  if (isText(query)) return refusal(400, query);
  const unknown = query.include.find(({ model }) => !models.includes(model));
  if (unknown) return refusal(400, `${unknown.model} is not associated`);
  return contact ? oneAnswer(ask, 200, contactView(contact, query.include, ask)) : notFound('Contact');
};

function seen({ account, id, at: moment }: Ask): Contact | null {
  const contact = account.contacts.get(id);
  return contact && contact.appearsAtMs <= moment.atMs ? contact : null;
}

export const createContact: Route = (ask) => {
  const { account, body, dialect } = ask;
  const isGroup = at(body, 'isGroup') === true;
  const required = ['internalName', 'serviceId', ...(isGroup ? [] : ['number'])];
  const problem = wrongBody(body, contactShape, required) ?? wrongReference(body, account) ?? wrongNumber(ask, body);
  if (problem !== null) return refusal(400, problem);
  const { contact, effect } = upsertContact(ask, body);
  if (effect.kind === 'contactChanged' && dialect.duplicate !== 'upsert') {
    return refusal(Number(dialect.duplicate), 'Contato já cadastrado nesta conexão');
  }
  account.commit(ask.at, [effect]);
  return createdAnswer(ask, contactView(contact, [], ask));
};

const changeShape = {
  ...contactShape,
  isSilenced: isBoolean,
  serviceid: isText,
  unread: isBoolean,
  data: isFields,
};

export const updateContact: Route = (ask) => {
  const { account, body } = ask;
  const before = seen(ask);
  if (!before) return notFound('Contact');
  const problem = wrongBody(body, changeShape, []) ?? wrongReference(body, account) ?? wrongNumber(ask, body);
  if (problem !== null) return refusal(400, problem);
  const contact = withChange(before, changeOf(body, before, ask.dialect), ask.at);
  account.commit(ask.at, [{ kind: 'contactChanged', contact }]);
  return oneAnswer(ask, 200, contactView(contact, [], ask));
};

export const deleteContact: Route = (ask) => {
  // Recorded: what is not there any more is an error of the program, not of the request.
  if (!seen(ask)) return refusal(500, "Cannot read property 'id' of null");
  ask.account.commit(ask.at, [{ kind: 'contactDeleted', id: ask.id }]);
  return okAnswer;
};

export const deleteContacts: Route = (ask): Answer => {
  const ids = idsIn(ask.body);
  if (ids === null) return refusal(400, '"where.id" must be a list of ids');
  const known = [...new Set(ids)].filter((id) => ask.account.contacts.get(id));
  ask.account.commit(
    ask.at,
    known.map((id) => ({ kind: 'contactDeleted', id })),
  );
  return okAnswer;
};

/** The desk blocks a contact, or lets it in again. */
export const blockContact: Route = (ask) => {
  const before = seen(ask);
  if (!before) return notFound('Contact');
  const problem = wrongBody(ask.body, { block: isBoolean, description: isText }, ['block']);
  if (problem !== null) return refusal(400, problem);
  const contact = withChange(before, { isBlocked: at(ask.body, 'block') === true }, ask.at);
  ask.account.commit(ask.at, [{ kind: 'contactChanged', contact }]);
  return oneAnswer(ask, 200, contactView(contact, [], ask));
};

export const countContacts: Route = (ask) => {
  const query = at(ask.body, 'query');
  const shape = { isFiltered: isBoolean, departmentIds: listOf(isText) };
  const problem = wrongBody(ask.body, { query: isFields }, ['query']) ?? wrongBody(query, shape, []);
  if (problem !== null) return refusal(400, problem);
  const ids = at(query, 'departmentIds');
  const departmentIds = isList(ids) ? ids : [];
  let count = 0;
  for (const { appearsAtMs, departmentId } of ask.account.contacts.all()) {
    if (appearsAtMs <= ask.at.atMs && (departmentIds.length === 0 || departmentIds.includes(departmentId))) count += 1;
  }
  return jsonAnswer(200, { count });
};

/** `{"where":{"id":["…"]}}`, the way in which the collection names many contacts. */
export function idsIn(body: unknown): readonly string[] | null {
  const isWhole = isFields(body) && Object.keys(body).length === 1;
  const ids = at(at(body, 'where'), 'id');
  return isWhole && isList(ids) && listOf(isText)(ids) ? ids : null;
}

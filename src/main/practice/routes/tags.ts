import { notFound, okAnswer, refusal } from '../answer.ts';
import type { Ask, Route } from '../ask.ts';
import { wrongBody } from '../body.ts';
import { tagColumns } from '../columns.ts';
import type { Effect } from '../effects.ts';
import { isText, listOf, textAt } from '../json.ts';
import { answerList, createdAnswer } from '../listing.ts';
import { tagView } from '../views.ts';
import { idsIn } from './contacts.ts';

export const listTags: Route = (ask) =>
  answerList(ask, {
    columns: tagColumns,
    models: ['departments', 'linkedContacts'],
    candidates: () => ask.account.tags(),
    view: (tag) => tagView(tag, ask.dialect),
  });

const tagShape = { label: isText, backgroundColor: isText, departments: listOf(isText) };

export const createTag: Route = (ask) => {
  const problem = wrongBody(ask.body, tagShape, ['label']);
  if (problem !== null) return refusal(400, problem);
  const { id } = ask.account.next('tag');
  const label = textAt(ask.body, 'label') ?? '';
  const tag = { id, label, backgroundColor: textAt(ask.body, 'backgroundColor') ?? '#40C3FF' };
  ask.account.commit(ask.at, [{ kind: 'tagCreated', tag }]);
  return createdAnswer(ask, tagView(tag, ask.dialect));
};

/** Adds the tag, or takes it away, and leaves the other tags of each contact as they are. */
const retag = (kind: 'contactTagged' | 'contactUntagged') => (ask: Ask) => {
  const { account, id: tagId } = ask;
  if (!account.tag(tagId)) return notFound('Tag');
  const ids = idsIn(ask.body);
  if (ids === null) return refusal(400, '"where.id" must be a list of ids');
  const effects = [...new Set(ids)]
    .filter((id) => account.contacts.get(id)?.tagIds.includes(tagId) === (kind === 'contactUntagged'))
    .map((id): Effect => ({ kind, id, tagId }));
  account.commit(ask.at, effects);
  return okAnswer;
};

export const tagContacts: Route = retag('contactTagged');
export const untagContacts: Route = retag('contactUntagged');

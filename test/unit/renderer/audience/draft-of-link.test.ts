import { expect, it } from 'vitest';
import { draftOfLink, rootOf } from '#renderer/features/audience/builder/draft.ts';

const linked = (...[campaign, outcome, causes]: Parameters<typeof draftOfLink>) => {
  const draft = draftOfLink(campaign, outcome, causes);
  return draft === null ? null : rootOf(draft);
};
const source = (outcome: string, cause: string | null) => ({
  kind: 'source',
  source: { kind: 'campaign', campaignId: 12, outcome, cause, version: null },
});

it('begins with one outcome of a campaign', () => {
  expect(linked('12', 'semResposta')).toEqual(source('unanswered', null));
});

it('takes whoever has any of several causes, and nobody else who failed', () => {
  expect(linked('12', 'falhou', 'marketingLimit,undeliverable')).toEqual({
    kind: 'any',
    of: [source('failed', 'marketingLimit'), source('failed', 'undeliverable')],
  });
});

it.each([
  ['no campaign', 'doze', 'falhou'],
  ['no outcome', '12', 'quemSabe'],
])('begins empty where the address has %s', (_, campaign, outcome) => {
  expect(linked(campaign, outcome)).toBeNull();
});

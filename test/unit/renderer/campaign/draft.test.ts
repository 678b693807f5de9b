import { describe, expect, it } from 'vitest';
import { type Draft, dropDraft, keepDraft, readDraft, sendable } from '#renderer/features/campaign/draft.ts';
import { type Content, contentSchema, plainText } from '#shared/campaign/content.ts';
import { noExclusions, usualExclusions } from '#shared/campaign/exclusions.ts';
import { defaultPace } from '#shared/pace/presets.ts';

function aShelf() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

const draft: Draft = {
  name: 'Black Friday',
  content: plainText('Oi {{nome}}'),
  aside: [],
  exclusions: usualExclusions,
  seed: 7,
  beginsEarly: false,
  follows: null,
  inDoubt: 'settle',
  openTicket: false,
  pace: defaultPace({ isPractice: false }),
};

describe('the draft of a campaign', () => {
  it('is found again as it was left, each import its own', () => {
    const shelf = aShelf();
    keepDraft(shelf, 7, draft);
    expect(readDraft(shelf, 7)).toEqual(draft);
    expect(readDraft(shelf, 8)).toBeNull();
  });

  it('may be wrong in places: what was typed is not lost', () => {
    const shelf = aShelf();
    const hours = { fromMinute: 1_200, toMinute: 540 };
    const wrong = { ...draft, pace: { ...draft.pace, hours, days: [], rate: { count: 0, windowMs: 60_000 } } };
    keepDraft(shelf, 7, wrong);
    expect(readDraft(shelf, 7)).toEqual(wrong);
  });

  it('goes on from one of before messages had several texts', () => {
    const shelf = aShelf();
    const { name, pace } = draft;
    shelf.setItem('malote.campaign.7', JSON.stringify({ name, pace, template: 'Oi {{nome}}' }));
    expect(readDraft(shelf, 7)).toEqual({ ...draft, seed: 0 });
  });

  it('keeps a content that can’t be sent yet, and who is left out', () => {
    const shelf = aShelf();
    const content: Content = {
      kind: 'message',
      versions: [{ template: '', share: 1 }],
      attachment: null,
      buttons: [{ text: '' }, { text: ' Quero ' }],
    };
    const unfinished = { ...draft, content, exclusions: { ...noExclusions, mostPerWeek: 2 } };
    keepDraft(shelf, 7, unfinished);
    expect(readDraft(shelf, 7)).toEqual(unfinished);
    expect(contentSchema.safeParse(content).success).toBe(false);
    expect(contentSchema.parse(sendable(content))).toMatchObject({ buttons: [{ text: 'Quero' }] });
  });

  it.each(['', '{', '{}', 'null'])('is none where something else stands: %j', (kept) => {
    const shelf = aShelf();
    shelf.setItem('malote.campaign.7', kept);
    expect(readDraft(shelf, 7)).toBeNull();
  });

  it('is gone when it became a campaign', () => {
    const shelf = aShelf();
    keepDraft(shelf, 7, draft);
    dropDraft(shelf, 7);
    expect(readDraft(shelf, 7)).toBeNull();
  });
});

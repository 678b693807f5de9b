import { describe, expect, it } from 'vitest';
import { type Draft, dropDraft, keepDraft, readDraft } from '#renderer/features/campaign/draft.ts';
import { defaultPace } from '#shared/pace/presets.ts';

function aShelf() {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

const draft: Draft = { name: 'Black Friday', template: 'Oi {{nome}}', pace: defaultPace({ isPractice: false }) };

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

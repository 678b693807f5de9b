import { describe, expect, it } from 'vitest';
import { findBrokenLaw } from '../chaos/model/check-stories.ts';
import { mended } from '../chaos/model/known.ts';
import { playStory } from '../chaos/model/story.ts';

// More: npm run soak -- --model 2000 --seed 1
const stories = 12;

describe('whatever people, the account, the machine and time do to campaigns', () => {
  it.each([1, 2, 3])(`keeps the laws in ${stories} stories of seed %i`, async (seed) => {
    expect(await findBrokenLaw({ count: stories, seed })).toBeNull();
  });

  it.each(mended)('$what', async ({ practiceSeed, operations }) => {
    const { broken } = await playStory(practiceSeed, operations);
    expect(broken).toEqual([]);
  });

  it('plays a story as it was played before', async () => {
    for (const { practiceSeed, operations } of mended) {
      const play = () => playStory(practiceSeed, operations);
      expect(await play()).toEqual(await play());
    }
  });
});

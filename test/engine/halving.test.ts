import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWithCulprits } from '../support/batches.ts';

const people = fc.integer({ min: 1, max: 200 });
const sheets = people.chain((count) =>
  fc.record({
    people: fc.constant(count),
    culprits: fc.uniqueArray(fc.nat({ max: count - 1 }), { maxLength: Math.min(count, 8) }),
    withFields: fc.boolean(),
  }),
);

describe('a batch that the account refuses for some of its rows', () => {
  it('is halved until they stand alone, in few requests; everybody else is created once', async () => {
    await fc.assert(
      fc.asyncProperty(sheets, async ({ people, culprits, withFields }) => {
        const made = await createWithCulprits({ people, culprits, withFields, dialect: { many: { oneBad: 'none' } } });
        // Counted at the account: each POST contacts/many, refused or not.
        expect(made.many).toBeLessThanOrEqual(made.bound);
        expect(made.many + made.single).toBeLessThanOrEqual(made.boundOfAll);
        const good = people - culprits.length;
        expect(made).toMatchObject({ created: good, people: good });
        expect(made.ends).toEqual({
          ...(good > 0 ? { ready: good } : {}),
          ...(culprits.length > 0 ? { 'failed contactRefused': culprits.length } : {}),
        });
        expect(made.failed).toEqual(culprits.toSorted((a, b) => a - b));
        // A bad row says nothing of the fields.
        expect(made.keepsFields).not.toBe(false);
        expect(made.reasons).toEqual(culprits.map(() => 'Invalid number'));
      }),
      { numRuns: 8, seed: 1 },
    );
  });
});

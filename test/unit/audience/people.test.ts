import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AudienceNode,
  audienceDefinitionSchema,
  type Source,
  sourceKey,
  sourcesOf,
} from '#shared/audience/definition.ts';
import { gatherPeople, type People, peopleOf, personNumber, placeIn } from '#shared/audience/people.ts';

const sheet = (importId: number): Source => ({ kind: 'import', importId });
const leaf = (importId: number): AudienceNode => ({ kind: 'source', source: sheet(importId) });

const { tree } = fc.letrec<{ tree: AudienceNode }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 1, max: 4 }).map(leaf),
    fc
      .record({
        kind: fc.constantFrom('all' as const, 'any' as const),
        of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      })
      .map((node): AudienceNode => node),
    tie('tree').map((of): AudienceNode => ({ kind: 'not', of })),
  ),
}));

/** Few people, so that sources share them. */
const somebody = fc.integer({ min: 1, max: 12 });
const sheets = fc.tuple(fc.array(somebody), fc.array(somebody), fc.array(somebody), fc.array(somebody));

const gathered = (numbers: readonly number[]): People => {
  const people = gatherPeople();
  for (const number of numbers) people.add(number);
  return people.all();
};
const inSources = (lists: readonly (readonly number[])[], root: AudienceNode) => {
  const used = new Set(sourcesOf(root).map(sourceKey));
  const entries = lists.map((numbers, i) => [sourceKey(sheet(i + 1)), gathered(numbers)] as const);
  return new Map(entries.filter(([key]) => used.has(key)));
};

/** What the words say, with the sets of the language. */
function meant(node: AudienceNode, lists: readonly (readonly number[])[], everybody: ReadonlySet<number>): Set<number> {
  switch (node.kind) {
    case 'source':
      return new Set(node.source.kind === 'import' ? lists[node.source.importId - 1] : []);
    case 'all': {
      const parts = node.of.map((one) => meant(one, lists, everybody));
      return new Set([...everybody].filter((one) => parts.every((part) => part.has(one))));
    }
    case 'any': {
      const parts = node.of.map((one) => meant(one, lists, everybody));
      return new Set([...everybody].filter((one) => parts.some((part) => part.has(one))));
    }
    case 'not':
      return new Set([...everybody].filter((one) => !meant(node.of, lists, everybody).has(one)));
  }
}

describe('who is meant by a tree of sources', () => {
  it('is what and, or and not say of sets of people', () => {
    fc.assert(
      fc.property(tree, sheets, (root, lists) => {
        const named = sourcesOf(root).flatMap((source) => (source.kind === 'import' ? [source.importId] : []));
        const everybody = new Set(named.flatMap((id) => lists[id - 1] ?? []));
        const expected = [...meant(root, lists, everybody)].sort((a, b) => a - b);
        expect([...peopleOf(root, inSources(lists, root))]).toEqual(expected);
      }),
    );
  });

  it('keeps the laws of sets: twice not is nothing, and not both is either not', () => {
    fc.assert(
      fc.property(tree, tree, sheets, (a, b, lists) => {
        const of = (root: AudienceNode) => [...peopleOf(root, inSources(lists, { kind: 'any', of: [a, b] }))];
        const not = (node: AudienceNode): AudienceNode => ({ kind: 'not', of: node });
        expect(of(not(not(a)))).toEqual(of(a));
        expect(of(not({ kind: 'all', of: [a, b] }))).toEqual(of({ kind: 'any', of: [not(a), not(b)] }));
      }),
    );
  });
});

describe('people who are gathered', () => {
  it('are each once and in order, however many and in whatever order they came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10 ** 15 - 1 })),
        fc.integer({ min: 1, max: 4 }),
        (some, times) => {
          const people = gathered(Array.from({ length: times }, () => some).flat());
          expect([...people]).toEqual([...new Set(some)].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('are put together from many runs', () => {
    // Every number up to 100,000 and each twice, in an order that runs mix.
    const numbers = Array.from({ length: 200_000 }, (_, i) => ((i * 7_919) % 100_000) + 1);
    const people = gathered(numbers);
    expect(people.length).toBe(100_000);
    expect(people.every((person, at) => person === at + 1)).toBe(true);
    expect([placeIn(people, 1), placeIn(people, 77_777), placeIn(people, 100_001)]).toEqual([0, 77_776, -1]);
  });

  it('are known by the digits of a number, and by nothing else', () => {
    expect(personNumber('5511987654321')).toBe(5_511_987_654_321);
    expect(['', '0119', '+5511', '55119876543211234', '12a'].map(personNumber)).toEqual(Array(5).fill(null));
  });
});

describe('a definition', () => {
  const definition = (root: unknown) => audienceDefinitionSchema.safeParse({ accountId: 1, serviceId: 's', root });

  it('is read as it was written, whatever the tree', () => {
    fc.assert(
      fc.property(tree, (root) => {
        const parsed = definition(JSON.parse(JSON.stringify(root)));
        // Deeper trees than anybody understands are refused.
        if (parsed.success) expect(parsed.data.root).toEqual(root);
      }),
    );
  });

  it('is not without end', () => {
    let deep: AudienceNode = leaf(1);
    for (let i = 0; i < 7; i += 1) deep = { kind: 'not', of: deep };
    expect(definition(deep).success).toBe(false);
    const many = Array.from({ length: 30 }, (_, i) => leaf(i + 1));
    expect(definition({ kind: 'any', of: many }).success).toBe(true);
    expect(definition({ kind: 'all', of: [{ kind: 'any', of: many }, leaf(31)] }).success).toBe(false);
    expect(definition({ kind: 'any', of: [] }).success).toBe(false);
  });

  it('knows sources that mean the same people', () => {
    const by = (value: string, test: 'filled' | 'equals') =>
      sourceKey({ kind: 'contacts', which: { by: 'field', fieldId: 'f', name: 'Cidade', test, value } });
    expect(by('Natal', 'filled')).toBe(by('', 'filled'));
    expect(by('Natal', 'equals')).not.toBe(by('Recife', 'equals'));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPeople } from '#main/engine/import/people.ts';

const anyNumber = fc.oneof(
  // Neighbours, as one shop's customers have them, and numbers of everywhere, some longer than any that is dialled.
  fc.integer({ min: 0, max: 200 }).map((i) => String(5_511_987_650_000 + i)),
  fc.stringMatching(/^[1-9]\d{5,18}$/),
);

describe('the people of a sheet', () => {
  it('are known again with their line, like those of a Map', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 400 }), (numbers) => {
        const people = createPeople(numbers.length);
        const map = new Map<string, number>();
        for (const [line, number] of numbers.entries()) {
          expect(people.lineOf(number)).toBe(map.get(number) ?? null);
          if (map.has(number)) continue;
          people.put(number, line);
          map.set(number, line);
        }
        for (const [number, line] of map) expect(people.lineOf(number)).toBe(line);
      }),
      { numRuns: 200 },
    );
  });

  it('have room for as many as there are rows, and no more', () => {
    const people = createPeople(1_000);
    for (let i = 0; i < 1_000; i += 1) people.put(String(5_511_900_000_000 + i), i);
    expect(people.lineOf('5511900000999')).toBe(999);
    expect(() => {
      for (let i = 1_000; i < 5_000; i += 1) people.put(String(5_511_900_000_000 + i), i);
    }).toThrow('room');
  });
});

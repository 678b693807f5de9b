import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { columnsInOrder, preferredNumber, preferring, type Standing } from '#shared/mapping/preference.ts';

const mapping: Mapping = [
  { kind: 'number', rank: 3 },
  { kind: 'name' },
  { kind: 'number' },
  { kind: 'number', rank: 2 },
  { kind: 'number' },
];

describe('several columns with the number', () => {
  it('come in the order of their rank, then of the sheet', () => {
    expect(columnsInOrder(mapping, 'number')).toEqual([2, 4, 3, 0]);
  });

  it.each<[Standing[], number]>([
    [['usable', 'usable'], 0],
    [['invalid', 'usable'], 1],
    [['noWhatsapp', 'usable'], 1],
    [['invalid', 'noWhatsapp', 'noWhatsapp'], 1],
    [['invalid', 'invalid'], 0],
    [['usable', 'optedOut'], 1],
    [['invalid', 'optedOut', 'usable'], 1],
  ])('of %j the one at %i counts', (standings, at) => {
    const places = standings.map((_, place) => place);
    expect(preferredNumber(places, (place) => standings[place] ?? 'invalid')).toBe(at);
  });

  it('law 5: nobody who opted out under one number is written to under another', () => {
    const standing = fc.constantFrom<Standing>('usable', 'noWhatsapp', 'invalid', 'optedOut');
    fc.assert(
      fc.property(fc.array(standing), (standings) => {
        const chosen = preferredNumber(standings, (own) => own);
        if (standings.includes('optedOut')) expect(chosen).toBe('optedOut');
        else if (standings.includes('usable')) expect(chosen).toBe('usable');
        else expect(chosen === null).toBe(standings.length === 0);
      }),
    );
  });

  it('can be put in another order, one column before all others', () => {
    const other = preferring(mapping, 0);
    expect(columnsInOrder(other, 'number')).toEqual([0, 2, 4, 3]);
    expect(other[0]).toEqual({ kind: 'number' });
    expect(other[1]).toEqual({ kind: 'name' });
    expect(preferring(mapping, 9)).toBe(mapping);
  });
});

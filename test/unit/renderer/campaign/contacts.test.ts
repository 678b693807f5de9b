import { describe, expect, it } from 'vitest';
import { contactsOf, contactsToCome } from '#renderer/features/campaign/contacts.ts';
import type { RowCount } from '#shared/rpc/imports.ts';

const count = (state: RowCount['state'], rows: number): RowCount => ({
  state,
  problem: null,
  verdict: null,
  origin: null,
  count: rows,
});

describe('the contacts of an import', () => {
  const counts = [
    count('ready', 10),
    count('checked', 5),
    count('creating', 2),
    count('linked', 1),
    count('inDoubt', 1),
    count('invalid', 40),
    count('held', 3),
    count('failed', 4),
  ];

  it('can be written to once they are ready', () => {
    expect(contactsOf({ counts })).toBe(10);
  });

  it('are still to come while they are being created, and never after', () => {
    expect(contactsToCome({ counts, phase: 'create' })).toBe(9);
    expect(contactsToCome({ counts, phase: 'done' })).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshTurns, nextTurn, type ReadKind, readKinds } from '#shared/pace/turns.ts';

const counts = (prompt: number, background: number) => ({ prompt, background });

/** What happens to a budget: a read comes, one under way is answered, or the pace lets one more begin. */
const event = fc.record({
  what: fc.constantFrom('comes', 'answered', 'mayBegin'),
  kind: fc.constantFrom(...readKinds),
});

/** Everything that begins, with whether the other kind might have begun then. */
function play(events: readonly { readonly what: string; readonly kind: ReadKind }[]) {
  const waiting = counts(0, 0);
  const open = counts(0, 0);
  let turns = freshTurns;
  const begun: { kind: ReadKind; mightOther: boolean }[] = [];
  const begin = (): boolean => {
    const next = nextTurn(turns, { waiting, open });
    if (next === null) return false;
    const without = { ...waiting, [next.kind]: 0 };
    begun.push({ kind: next.kind, mightOther: nextTurn(freshTurns, { waiting: without, open }) !== null });
    turns = next.turns;
    waiting[next.kind] -= 1;
    open[next.kind] += 1;
    expect(open.prompt + open.background).toBeLessThanOrEqual(4);
    expect(Math.max(open.prompt, open.background)).toBeLessThanOrEqual(3);
    return true;
  };
  for (const { what, kind } of events) {
    if (what === 'comes') waiting[kind] += 1;
    else if (what === 'answered') open[kind] = Math.max(0, open[kind] - 1);
    else begin();
  }
  return { begun, waiting, open, begin };
}

describe('whose turn it is', () => {
  it('is the prompt one’s first', () => {
    expect(nextTurn(freshTurns, { waiting: counts(1, 9), open: counts(0, 0) })?.kind).toBe('prompt');
  });

  it('is nobody’s where nobody waits, or all places are taken', () => {
    expect(nextTurn(freshTurns, { waiting: counts(0, 0), open: counts(0, 0) })).toBeNull();
    expect(nextTurn(freshTurns, { waiting: counts(5, 5), open: counts(1, 3) })).toBeNull();
    expect(nextTurn(freshTurns, { waiting: counts(5, 0), open: counts(3, 0) })).toBeNull();
    expect(nextTurn(freshTurns, { waiting: counts(0, 5), open: counts(0, 3) })).toBeNull();
  });

  it('never passes over the background more than three times in a row, nor the prompt ones more than once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300, size: 'max' }), (events) => {
        let passedOver = 0;
        let overtaken = 0;
        for (const { kind, mightOther } of play(events).begun) {
          if (kind === 'prompt') {
            overtaken = 0;
            if (mightOther) passedOver += 1;
          } else {
            passedOver = 0;
            overtaken = mightOther ? overtaken + 1 : 0;
          }
          expect(passedOver).toBeLessThanOrEqual(3);
          expect(overtaken).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('leaves nobody waiting who might begin', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 100 }), (events) => {
        const { waiting, open, begin } = play(events);
        while (begin());
        for (const kind of readKinds) {
          if (waiting[kind] > 0) expect(open[kind] === 3 || open.prompt + open.background === 4).toBe(true);
        }
      }),
    );
  });
});

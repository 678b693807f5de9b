/**
 * Reads of an account, the more urgent kind first. `prompt`: something stands still until it is answered (a doubt to
 * settle, what was sent before a restore). `background`: receipts, and contacts to look up, of which there may be
 * thousands.
 */
export const readKinds = ['prompt', 'background'] as const;
export type ReadKind = (typeof readKinds)[number];

/** What was decided so far, as far as it matters for the next turn. */
export interface Turns {
  /** Prompt reads that began in a row while one in the background might have. */
  readonly passedOver: number;
}
export const freshTurns: Turns = { passedOver: 0 };

/** Reads under way at once: what careful clients use without harm (facts, section 10). */
const atOnce = 4;
/** The last free place is kept for the other kind, so that neither waits for the other's thousands. */
const mostOfOneKind = atOnce - 1;
/** While both kinds wait, every fourth turn is the background's: where the pace is what is scarce, it has its share. */
const mostInARow = 3;

/** Which kind begins next, and the state after it; null where none may, or none waits. */
export function nextTurn(
  turns: Turns,
  reads: {
    /** How many of each kind wait, and how many are under way. */
    readonly waiting: Readonly<Record<ReadKind, number>>;
    readonly open: Readonly<Record<ReadKind, number>>;
  },
): { readonly kind: ReadKind; readonly turns: Turns } | null {
  const { waiting, open } = reads;
  const isFull = open.prompt + open.background >= atOnce;
  const mayBegin = (kind: ReadKind) => !isFull && waiting[kind] > 0 && open[kind] < mostOfOneKind;
  const background = mayBegin('background');
  if (mayBegin('prompt') && !(background && turns.passedOver >= mostInARow)) {
    return { kind: 'prompt', turns: { passedOver: background ? turns.passedOver + 1 : turns.passedOver } };
  }
  return background ? { kind: 'background', turns: freshTurns } : null;
}

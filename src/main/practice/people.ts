import { chanceOf, oneOf } from './chance.ts';
import { lineKind, personOf } from './numbers.ts';
import type { Fate } from './things.ts';

/** How people are, as shares from 0 to 1. */
export interface Habits {
  /** Mobile numbers that are not on WhatsApp. */
  readonly withoutWhatsapp: number;
  /** Landlines that are: shops with WhatsApp Business. */
  readonly landlines: number;
  /** Messages that arrive within seconds. Of the others, half come within the hour, half a day later. */
  readonly prompt: number;
  readonly read: number;
  /** Messages that are answered. */
  readonly replies: number;
  /** People who answer the first message with an opt-out. */
  readonly optOuts: number;
}

export const usualHabits: Habits = {
  withoutWhatsapp: 0.08,
  landlines: 0.1,
  prompt: 0.94,
  read: 0.65,
  replies: 0.06,
  optOuts: 0.012,
};

const answers = [
  'Oi! Tudo bem?',
  'Pode me mandar o preço?',
  'Obrigada!',
  'Vou passar na loja amanhã',
  'Ainda tem desse?',
  'Quem é?',
  '👍',
] as const;
const optOuts = ['SAIR', 'Sair', 'PARE', 'sair por favor'] as const;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface Reply {
  readonly text: string;
  readonly afterMs: number;
}

export interface People {
  readonly hasWhatsapp: (number: string) => boolean;
  /** By hand, against the habits. */
  readonly know: (number: string, hasWhatsapp: boolean) => void;
  /** Of the n-th message to this person. */
  readonly fateOf: (number: string, n: number) => Fate;
  readonly replyTo: (number: string, n: number) => Reply | null;
}

/** Invented people behind the numbers: the same under the same seed. */
export function createPeople(seed: number, habits: Habits): People {
  const known = new Map<string, boolean>();

  function hasWhatsapp(number: string): boolean {
    const person = personOf(number);
    const decided = known.get(person);
    if (decided !== undefined) return decided;
    const kind = lineKind(number);
    if (kind === null) return false;
    const share = kind === 'landline' ? habits.landlines : 1 - habits.withoutWhatsapp;
    return chanceOf(seed, 'whatsapp', person) < share;
  }

  function fateOf(number: string, n: number): Fate {
    if (!hasWhatsapp(number)) return { kind: 'pends' };
    const chance = (what: string) => chanceOf(seed, what, personOf(number), n);
    const sentMs = 300 + Math.round(chance('sent') * 1_700);
    const prompt = chance('prompt');
    const deliveredMs = sentMs + delayMs(prompt, chance('delivered'));
    const isRead = chance('read') < habits.read;
    return { kind: 'arrives', sentMs, deliveredMs, readMs: isRead ? deliveredMs + readMsOf(chance('opened')) : null };
  }

  function delayMs(prompt: number, chance: number): number {
    if (prompt < habits.prompt) return 400 + Math.round(chance * 7_600);
    const isSoon = prompt < (1 + habits.prompt) / 2;
    return Math.round(isSoon ? minuteMs + chance * hourMs : 12 * hourMs + chance * 24 * hourMs);
  }

  // Most look at once, some in the evening: quick ones are many, and there is a long tail.
  const readMsOf = (chance: number) => Math.round(2_000 + chance ** 4 * 20 * minuteMs);

  function replyTo(number: string, n: number): Reply | null {
    const person = personOf(number);
    const fate = fateOf(number, n);
    if (fate.kind !== 'arrives') return null;
    const afterMs =
      (fate.readMs ?? fate.deliveredMs) + 3_000 + Math.round(chanceOf(seed, 'typing', person, n) * 40_000);
    if (n === 1 && chanceOf(seed, 'optOut', person) < habits.optOuts) {
      return { text: oneOf(optOuts, seed, 'optOutText', person), afterMs };
    }
    if (chanceOf(seed, 'reply', person, n) >= habits.replies) return null;
    return { text: oneOf(answers, seed, 'replyText', person, n), afterMs };
  }

  return {
    hasWhatsapp,
    know: (number, value) => void known.set(personOf(number), value),
    fateOf,
    replyTo,
  };
}

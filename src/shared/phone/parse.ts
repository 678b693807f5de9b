import { err, ok, type Result } from '../result.ts';
import { isAreaCode } from './brazil.ts';
import type { Reading } from './brazilian.ts';
import { type CellContent, openCell, type Piece } from './cell.ts';
import { personKey } from './person.ts';
import { type Phone, type PhoneDefaults, type PhoneNote, type PhoneProblem, phoneNotes } from './phone.ts';
import { readPiece } from './piece.ts';
import { readPlain } from './plain.ts';

// Longer than any number with all that people write around it, link and greeting included.
const mostCharacters = 2_000;

/**
 * The WhatsApp number in a cell of a sheet, as people and programs leave it there, with a note for all that was done to
 * it. Where two readings are as likely, a problem and never a guess. Of several numbers the first mobile one counts,
 * else the first; a number without area code takes that of the number before it, else `defaults.area`.
 */
export function parsePhone(cell: string, defaults: PhoneDefaults): Result<Phone, PhoneProblem> {
  const plain = defaults.country === 'BR' ? readPlain(cell) : null;
  if (plain !== null) return ok(plain);
  if (cell.length > mostCharacters) return err({ kind: 'phoneNotANumber' });
  const content = openCell(cell);
  if (content.mistyped) return err({ kind: 'phoneNotANumber' });
  const attempts = readPieces(content.pieces, defaults);
  const readings = attempts.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const main = readings.find(({ kind }) => kind === 'mobile') ?? readings[0];
  if (main === undefined) return err(problemOf(cell, content, attempts));
  const doubt = doubtOf(main, content, attempts);
  if (doubt !== null) return err(doubt);
  return ok(toPhone(main, readings, content, attempts));
}

interface Attempt {
  readonly piece: Piece;
  readonly outcome: Result<Reading, PhoneProblem>;
}

function readPieces(pieces: readonly Piece[], defaults: PhoneDefaults): readonly Attempt[] {
  const attempts: Attempt[] = [];
  let area = defaults.area;
  for (const piece of pieces) {
    for (const attempt of readOneOrMore(piece, { ...defaults, area })) {
      attempts.push(attempt);
      if (attempt.outcome.ok) area = attempt.outcome.value.area ?? area;
    }
  }
  return attempts;
}

/** Two numbers of eight digits, and three with all their prefixes: fewer is one number, more is no list of numbers. */
const fewestOfSeveral = 16;
const mostOfSeveral = 51;

/** Numbers with nothing but a space between them are one piece: it is cut between its groups, where that gives sound ones. */
function readOneOrMore(piece: Piece, defaults: PhoneDefaults): readonly Attempt[] {
  const outcome = readPiece(piece, defaults);
  const { length } = piece.digits;
  if (outcome.ok || length < fewestOfSeveral || length > mostOfSeveral) return [{ piece, outcome }];
  const sound = divisions(piece).flatMap(([first, rest]) => {
    const attempt = { piece: first, outcome: readPiece(first, defaults) };
    if (!attempt.outcome.ok) return [];
    const area = attempt.outcome.value.area ?? defaults.area;
    const attempts = [attempt, ...readOneOrMore(rest, { ...defaults, area })];
    return attempts.every((each) => each.outcome.ok) ? [attempts] : [];
  });
  // Where more than one division would do, it is not known which numbers were meant.
  const [only] = sound;
  return only !== undefined && sound.length === 1 ? only : [{ piece, outcome }];
}

/** The ways to cut the first number off a piece. */
function divisions({ digits, groups, international }: Piece): readonly (readonly [Piece, Piece])[] {
  const ways: (readonly [Piece, Piece])[] = [];
  let at = 0;
  groups.forEach((length, index) => {
    if (at >= 8 && at <= 17 && digits.length - at >= 8) {
      ways.push([
        { digits: digits.slice(0, at), groups: groups.slice(0, index), international },
        { digits: digits.slice(at), groups: groups.slice(index), international: null },
      ]);
    }
    at += length;
  });
  return ways;
}

/** Where a good number stands beside something that makes it doubtful. */
function doubtOf(main: Reading, content: CellContent, attempts: readonly Attempt[]): PhoneProblem | null {
  const missing = { kind: 'areaCodeMissing' } as const;
  // "1198765432/1": a digit of its own, without a word to it, may be the one that the number lacks.
  if (!content.text && attempts.some(({ piece }) => piece.digits.length === 1)) return { kind: 'phoneNotANumber' };
  // "98765-4321 DDD 11": an area code that stands apart may belong to it.
  const strayArea = attempts.some(({ piece, outcome }) => !outcome.ok && isAreaCode(piece.digits.replace(/^0/, '')));
  if (strayArea && main.notes.includes('areaAdded')) return missing;
  // "98765-4321 / 11 3333-4444": the mobile number is wanted, and would be passed over in silence.
  const bare = attempts.some(({ outcome }) => !outcome.ok && outcome.error.kind === 'areaCodeMissing');
  return bare && main.kind !== 'mobile' ? missing : null;
}

function problemOf(cell: string, content: CellContent, attempts: readonly Attempt[]): PhoneProblem {
  if (content.exponentLost) return { kind: 'phoneExponent' };
  // What an export writes where the database has nothing.
  if (/^[\s0.,-]{1,6}$/u.test(cell)) return { kind: 'phoneMissing' };
  const longest = attempts.reduce<Attempt | null>(
    (most, attempt) => (most === null || attempt.piece.digits.length > most.piece.digits.length ? attempt : most),
    null,
  );
  if (longest !== null && !longest.outcome.ok) return longest.outcome.error;
  return content.text || /[\p{L}\p{N}]/u.test(cell) ? { kind: 'phoneNotANumber' } : { kind: 'phoneMissing' };
}

function toPhone(
  main: Reading,
  readings: readonly Reading[],
  content: CellContent,
  attempts: readonly Attempt[],
): Phone {
  const seen = new Set([personKey(main.digits)]);
  const others: string[] = [];
  for (const { digits } of readings) {
    if (!seen.has(personKey(digits))) others.push(digits);
    seen.add(personKey(digits));
  }
  const notes = new Set<PhoneNote>(main.notes);
  if (content.exponentRestored) notes.add('exponentRestored');
  if (others.length > 0) notes.add('firstOfSeveral');
  if (content.text || content.exponentLost || attempts.some(({ outcome }) => !outcome.ok)) notes.add('textDropped');
  return { digits: main.digits, kind: main.kind, notes: phoneNotes.filter((note) => notes.has(note)), others };
}

import { brazilCode, isAreaCode } from './brazil.ts';
import type { Reading } from './brazilian.ts';
import type { Piece } from './cell.ts';
import type { PhoneProblem } from './phone.ts';

/**
 * Where the spaces and dashes of a cell speak against a Brazilian reading of its digits: the digits alone would pass,
 * but whoever wrote them meant something else. Then two readings are as likely, and it is a problem, not a guess.
 */
export function spacingProblem(piece: Piece, reading: Reading): PhoneProblem | null {
  const { digits, groups } = piece;
  const last = groups.at(-1) ?? 0;
  const before = groups.at(-2);
  if (before === undefined || reading.area === null) return null;
  const ninthAdded = reading.notes.includes('ninthDigitAdded');
  const start = digits.length - (reading.kind === 'mobile' && !ninthAdded ? 9 : 8);
  // 98.765.432-1: an identity card, or a digit that belongs elsewhere.
  if (last === 1) return { kind: 'phoneNotANumber' };
  // 8765-4321 11: the area code behind its number.
  if (last === 2 && before === 4) {
    return isAreaCode(digits.slice(-2)) ? { kind: 'areaCodeMissing' } : { kind: 'phoneNotANumber' };
  }
  // (55) 98765-43210: area 55 and a digit too many, not country 55, area 98 and an old number.
  const [first, second = 0] = groups;
  if (piece.international === null && digits.length >= 12 && digits.startsWith(brazilCode) && first === 2) {
    if (second === 4 || second === 5) return { kind: 'phoneTooLong' };
  }
  // (98) 3509-080: an area code and a number that lacks a digit, not 98350-9080 without its area code.
  if (reading.notes.includes('areaAdded') && opensWithArea(digits, groups, start)) return { kind: 'phoneTooShort' };
  // 98765-432: an old number forced into today's mask, or one of today's that lost its last digit.
  if (ninthAdded && last === 3 && digits[start] === '9') return { kind: 'phoneTooShort' };
  // 22041-001 and 39.876.543: post codes and identity cards are written so.
  if (start === 0 && before !== 4 && last === 3) return { kind: 'phoneNotANumber' };
  // 1 98765-4321: an area code that lost a digit, not area 19 and an old number.
  if (startOfGroupAt(groups, start) === start - 1) {
    return { kind: 'areaCodeUnknown', areaCode: digits.slice(start - 2, start - 1) };
  }
  return null;
}

/** Whether the first group from `start` on could be an area code. Digits written in pairs have no such group. */
function opensWithArea(digits: string, groups: readonly number[], start: number): boolean {
  if (startOfGroupAt(groups, start) !== start || startOfGroupAt(groups, start + 2) !== start + 2) return false;
  const inPairs = startOfGroupAt(groups, start + 4) === start + 4 && groups.at(-1) === 2;
  return !inPairs && isAreaCode(digits.slice(start, start + 2));
}

/** Where the group begins that holds the digit at `position`. */
function startOfGroupAt(groups: readonly number[], position: number): number {
  let start = 0;
  for (const length of groups) {
    if (position < start + length) return start;
    start += length;
  }
  return start;
}

import { Damage } from './zip.ts';

/** One record of a BIFF stream ([MS-XLS]): its payload, and those of the CONTINUE records behind it. */
export interface BiffRecord {
  readonly type: number;
  readonly parts: readonly [Buffer, ...Buffer[]];
}

export const biff = {
  formula: 0x0006,
  eof: 0x000a,
  date1904: 0x0022,
  password: 0x002f,
  continue: 0x003c,
  codePage: 0x0042,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  richLabel: 0x00d6,
  style: 0x00e0,
  merged: 0x00e5,
  texts: 0x00fc,
  sharedLabel: 0x00fd,
  number: 0x0203,
  label: 0x0204,
  boolOrError: 0x0205,
  string: 0x0207,
  rk: 0x027e,
  format: 0x041e,
  begin: 0x0809,
} as const;

/**
 * Cuts a stream into records, some at a time. A record is given out once the next one begins, as it may be continued. Throws
 * `Damage` where the stream breaks off within a record.
 */
export async function* recordsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<readonly BiffRecord[], void> {
  let carried: Buffer = Buffer.alloc(0);
  let last: { type: number; parts: [Buffer, ...Buffer[]] } | null = null;
  for await (const piece of stream) {
    const bytes = carried.length === 0 ? piece : Buffer.concat([carried, piece]);
    const records: BiffRecord[] = [];
    let next = 0;
    while (next + 4 <= bytes.length) {
      const type = bytes.readUInt16LE(next);
      const end = next + 4 + bytes.readUInt16LE(next + 2);
      if (end > bytes.length) break;
      const payload = bytes.subarray(next + 4, end);
      if (type === biff.continue && last !== null) last.parts.push(payload);
      else {
        if (last !== null) records.push(last);
        last = { type, parts: [payload] };
      }
      next = end;
    }
    carried = bytes.subarray(next);
    yield records;
  }
  if (last !== null) yield [last];
  if (carried.length > 0) throw new Damage('a record that breaks off');
}

/** Reads bytes one behind the other over all parts of a record. Throws `Damage` beyond them. */
export interface PartsReader {
  readonly u8: () => number;
  readonly u16: () => number;
  readonly u32: () => number;
  readonly skip: (bytes: number) => void;
  /** `count` letters whose first byte of flags was `flags`: where a new part begins, it has flags of its own. */
  readonly letters: (count: number, flags: number) => string;
  readonly isOver: () => boolean;
}

export function readParts(parts: readonly Buffer[]): PartsReader {
  let part = 0;
  let at = 0;
  const left = (): number => (parts[part]?.length ?? 0) - at;

  function nextPart(): void {
    part += 1;
    at = 0;
    if (part >= parts.length) throw new Damage('a record that is too short');
  }

  function u8(): number {
    while (left() === 0) nextPart();
    at += 1;
    return parts[part]?.[at - 1] ?? 0;
  }
  const u16 = (): number => u8() + u8() * 0x100;

  return {
    u8,
    u16,
    u32: () => u16() + u16() * 0x10000,
    skip(bytes) {
      let rest = bytes;
      while (rest > left()) {
        rest -= left();
        nextPart();
      }
      at += rest;
    },
    letters(count, flags) {
      let text = '';
      let width = flags & 1 ? 2 : 1;
      for (let rest = count; rest > 0; ) {
        if (left() === 0) {
          nextPart();
          width = u8() & 1 ? 2 : 1;
        }
        const taken = Math.min(rest, Math.floor(left() / width));
        if (taken === 0) throw new Damage('half a letter');
        text += parts[part]?.toString(width === 2 ? 'utf16le' : 'latin1', at, at + taken * width) ?? '';
        at += taken * width;
        rest -= taken;
      }
      return text;
    },
    isOver: () => part >= parts.length - 1 && left() === 0,
  };
}

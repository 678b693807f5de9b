/** A compound file ([MS-CFB]) with one stream in it, of any contents. Sectors of 512 bytes. */
export function compoundWith(name: string, content: Buffer): Uint8Array {
  const sectorBytes = 512;
  // A shorter stream would share sectors of 64 bytes.
  const length = Math.max(4_096, content.length);
  const sectors = Math.ceil(length / sectorBytes);
  if (sectors > 120) throw new Error('the table has one sector here');
  const header = Buffer.alloc(sectorBytes);
  header.write('d0cf11e0a1b11ae1', 'hex');
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(0xfffffffe, 60);
  header.writeUInt32LE(0xfffffffe, 68);
  header.fill(0xff, 76);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(sectorBytes, 0xff);
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  for (let i = 0; i < sectors; i += 1) table.writeUInt32LE(i === sectors - 1 ? 0xfffffffe : i + 3, (i + 2) * 4);
  const directory = Buffer.alloc(sectorBytes);
  for (const [i, entry] of ['Root Entry', name].entries()) {
    directory.write(entry, i * 128, 'utf16le');
    directory.writeUInt16LE((entry.length + 1) * 2, i * 128 + 64);
    directory.writeUInt32LE(i === 0 ? 0xfffffffe : 2, i * 128 + 116);
    directory.writeUInt32LE(i === 0 ? 0 : length, i * 128 + 120);
  }
  return Buffer.concat([header, table, directory, content, Buffer.alloc(sectors * sectorBytes - content.length)]);
}

export const record = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const payload = Buffer.concat(parts);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(type, 0);
  head.writeUInt16LE(payload.length, 2);
  return Buffer.concat([head, payload]);
};

export const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, i * 2);
  return bytes;
};

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export const f64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};

/** A text of BIFF8 with two bytes for its length, its letters in one byte each where they fit. */
export function text8(text: string): Buffer {
  const isWide = [...text].some((letter) => letter > 'ÿ');
  return Buffer.concat([u16(text.length), Buffer.of(isWide ? 1 : 0), Buffer.from(text, isWide ? 'utf16le' : 'latin1')]);
}

/** A workbook of one sheet: what stands before its sheets, and its cells. */
export function xlsFile(options: {
  readonly version?: 5 | 8;
  readonly globals?: readonly Buffer[];
  readonly cells: readonly Buffer[];
  readonly name?: string;
}): Uint8Array {
  const { version = 8, globals = [], cells, name = 'Clientes' } = options;
  const begin = (kind: number): Buffer => record(0x0809, u16(version === 8 ? 0x0600 : 0x0500, kind, 0, 0));
  const end = record(0x000a);
  const sheetName = Buffer.from(name, 'latin1');
  const bound = (position: number): Buffer =>
    record(0x0085, u32(position), Buffer.of(0, 0, sheetName.length, ...(version === 8 ? [0] : [])), sheetName);
  const before = Buffer.concat([begin(5), ...globals, bound(0), end]);
  const whole = Buffer.concat([begin(5), ...globals, bound(before.length), end, begin(0x10), ...cells, end]);
  return compoundWith(version === 8 ? 'Workbook' : 'Book', whole);
}

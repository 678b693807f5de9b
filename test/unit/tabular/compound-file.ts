/** A compound file ([MS-CFB]) with these names in its directory, and nothing in what they name. Sectors of 512 bytes. */
export function compoundFile(names: readonly string[]): Uint8Array {
  const sectorBytes = 512;
  const entriesInSector = 4;
  const sectors = Math.ceil(names.length / entriesInSector);
  const header = Buffer.alloc(sectorBytes);
  header.write('d0cf11e0a1b11ae1', 'hex');
  header.writeUInt16LE(9, 30);
  // The directory begins in sector 1 and takes every second one: its chain is in sector 0, the allocation table.
  header.writeUInt32LE(1, 48);
  header.writeUInt32LE(0, 76);
  const table = Buffer.alloc(sectorBytes, 0xff);
  const body = Array.from({ length: 2 * sectors }, () => Buffer.alloc(sectorBytes));
  for (let i = 0; i < sectors; i += 1) {
    const sector = 1 + 2 * i;
    table.writeUInt32LE(i === sectors - 1 ? 0xfffffffe : sector + 2, sector * 4);
    names.slice(i * entriesInSector, (i + 1) * entriesInSector).forEach((name, j) => {
      const entry = body[sector - 1]?.subarray(j * 128, (j + 1) * 128);
      entry?.write(name, 'utf16le');
      entry?.writeUInt16LE((name.length + 1) * 2, 64);
    });
  }
  return Buffer.concat([header, table, ...body]);
}

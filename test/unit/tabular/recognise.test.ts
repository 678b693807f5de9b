import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognise } from '#shared/tabular/recognise.ts';
import { encodings } from '#shared/tabular/table.ts';
import { encode } from './writing.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const problemOf = (bytes: Uint8Array) => {
  const found = recognise(bytes);
  return found.kind === 'problem' ? found.problem : found.kind;
};

describe('what a file is, by its contents', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['a zip archive, which workbooks are', 'PK\x03\x04\x14\0', 'workbook'],
    ['an empty zip archive', `PK\x05\x06${'\0'.repeat(18)}`, 'workbook'],
    ['the container of .xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'compound'],
    ['a sheet', 'nome;fone\r\nAna;11987654321\r\n', 'text'],
    ['a sheet with a column ID, which Excel takes for SYLK', 'ID;Nome\n1;Ana\n', 'text'],
    ['a sheet of a name that another format begins with', 'BMW;Ana\nMZ;Zé\nGIF89;Lia\n', 'text'],
    ['a title in brackets', '[Clientes]\nAna;1\n', 'text'],
    ['a name that begins with a sign', '<Ana>;1\n', 'text'],
    ['an end mark of DOS', 'nome;fone\r\nAna;1\r\n\x1a', 'text'],
    ['a few zeros that a system padded with', `nome;fone\n${'Ana;11987654321\n'.repeat(40)}LIA\0\0;1\n`, 'text'],
  ])('is %s', (_, text, kind) => {
    expect(recognise(latin(text)).kind).toBe(kind);
  });

  it.each([
    ['PDF', '%PDF-1.7\n%\xe2\xe3'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['GIF', 'GIF89a\x01\0\x01\0'],
    ['BMP', 'BM\x36\0\0\0\0\0'],
    ['WEBP', 'RIFF\x24\0\0\0WEBPVP8 '],
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['EXE', 'MZ\x90\0\x03\0\0\0'],
    ['ELF', '\x7fELF\x02\x01\x01\0'],
    ['RAR', 'Rar!\x1a\x07\x01\0'],
    ['7Z', '7z\xbc\xaf\x27\x1c\0\x04'],
    ['GZIP', '\x1f\x8b\x08\0\0\0'],
    ['SQLite', 'SQLite format 3\0'],
    ['Access', '\0\x01\0\0Standard Jet DB\0'],
    ['DBF', '\x03\x7a\x0b\x18\x05\0\0\0'],
  ])('is %s, whatever its name', (looksLike, text) => {
    expect(problemOf(latin(text))).toEqual({ kind: 'fileBinary', looksLike });
  });

  it.each([
    ['.xml', '<?xml version="1.0"?><Workbook>'],
    ['.rtf', '{\\rtf1\\ansi'],
    ['.vcf', 'BEGIN:VCARD\r\nVERSION:3.0'],
    ['.json', '[{"nome":"Ana"}]'],
    ['.json', '{\n  "nome": "Ana"\n}'],
  ])('is %s, which holds no rows: %j', (extension, text) => {
    for (const bytes of [latin(text), encode(`\uFEFF${text}`, 'utf-8'), encode(`\uFEFF${text}`, 'utf-16le')]) {
      expect(problemOf(bytes)).toEqual({ kind: 'fileUnsupported', extension });
    }
  });

  it.each([
    '\r\n <!DOCTYPE html>\n<html>',
    '<table border=1><tr><td>Ana',
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">',
  ])('is a page: %j', (text) => {
    for (const bytes of [latin(text), encode(`\uFEFF${text}`, 'utf-8'), encode(`\uFEFF${text}`, 'utf-16le')]) {
      expect(recognise(bytes).kind).toBe('html');
    }
  });

  it.each([
    ['in the order of most machines', [0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]],
    ['in the other order', [0, 0, 0xfe, 0xff, 0, 0, 0, 0x41]],
  ])('is UTF-32 %s, named as such', (_, bytes) => {
    expect(problemOf(Uint8Array.from(bytes))).toEqual({ kind: 'encodingUnknown', encoding: 'UTF-32' });
  });

  it('is no table where it is full of control codes, or of zeros', () => {
    const noise = Uint8Array.from({ length: 4_096 }, (_, i) => (i * 97 + (i >> 3)) & 0xff);
    expect(problemOf(noise)).toEqual({ kind: 'fileNotATable' });
    expect(problemOf(new Uint8Array(4_096))).toEqual({ kind: 'fileNotATable' });
    expect(problemOf(latin(`nome;fone\n${'\0'.repeat(500)}`))).toEqual({ kind: 'fileNotATable' });
  });

  it('is a sheet in each encoding, also of letters whose codes in UTF-16 look like control codes', () => {
    for (const encoding of encodings) expect(recognise(encode('Nome;Região\nJoão;1º\n', encoding)).kind).toBe('text');
    const elsewhere = 'имя;телефон\nАнна;1\nΑννα;2\nآنا;3\n';
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      expect(recognise(encode(`\uFEFF${elsewhere}`, encoding)).kind).toBe('text');
    }
  });

  it('answers whatever the bytes are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => recognise(bytes).kind !== undefined));
  });
});

import { describe, expect, it } from 'vitest';
import { sniffEncoding } from '#shared/tabular/sniff-encoding.ts';
import { doubtful, type Encoding, encodings } from '#shared/tabular/table.ts';
import { encode } from './writing.ts';

const people = [
  'Nome;Cidade;Observação',
  'João da Conceição;São Paulo;ligar amanhã às 10',
  'Antônia Gonçalves;Brasília;não é cliente há três meses',
  'MÁRCIA ARAÚJO;GOIÂNIA;PROMOÇÃO DE VERÃO',
  'Núbia Simões;Niterói;1ª compra',
].join('\r\n');

const sniff = (bytes: Uint8Array, further: readonly Uint8Array[] = []) =>
  sniffEncoding({ head: bytes, further, whole: further.length === 0 });

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** ISO-8859-1 has no letter of its own that Windows-1252 has not. */
const toldApart = encodings.filter((encoding) => encoding !== 'iso-8859-1');

describe('the encoding of a text file', () => {
  it.each(toldApart)('finds %s by the words in it, surely', (encoding) => {
    const found = sniff(encode(people, encoding));
    expect(found.encoding).toBe(encoding);
    expect(found.certainty).toBeGreaterThanOrEqual(doubtful);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('believes the mark of %s', (encoding) => {
    expect(sniff(encode('\uFEFFname,phone\nAna,1\n', encoding))).toEqual({ encoding, certainty: 1 });
  });

  it.each([
    ['one name', 'nome;fone\nJoão;1\n'],
    ['names in capitals', 'NOME;FONE\nJOÃO;1\nCONCEIÇÃO;2\n'],
    ['signs of Word', 'nome;obs\nAna;“à vista” – 50% …\nLia;R$ 10 • 3 € \n'],
    ['an ordinal only', 'nome;série\nAna;1º\nLia;2ª\n'],
    ['names from elsewhere', 'nome;fone\nMuñoz;1\nMüller;2\nD’Ávila;3\n'],
  ])('takes %s for Windows-1252, which is what Excel writes', (_, text) => {
    expect(sniff(encode(text, 'windows-1252')).encoding).toBe('windows-1252');
  });

  it('takes plain ASCII for UTF-8, a little less surely where it has not seen all of it', () => {
    const ascii = encode('nome;fone\nAna;1\n', 'utf-8');
    expect(sniff(ascii)).toEqual({ encoding: 'utf-8', certainty: 1 });
    expect(sniff(ascii, [ascii])).toEqual({ encoding: 'utf-8', certainty: 0.95 });
  });

  it('looks further in for letters that the beginning does not have', () => {
    const ascii = encode('Ana;1\n'.repeat(1_000), 'utf-8');
    expect(sniff(ascii, [encode(people, 'windows-1252')]).encoding).toBe('windows-1252');
    expect(sniff(ascii, [encode(people, 'utf-8')])).toEqual({ encoding: 'utf-8', certainty: 1 });
  });

  it('does not take a piece that begins or ends within a letter for another encoding', () => {
    const bytes = encode('São João 👍 ção '.repeat(30), 'utf-8');
    for (let cut = 0; cut < 24; cut += 1) {
      const found = sniffEncoding({
        head: bytes.subarray(0, 200 + cut),
        further: [bytes.subarray(cut, 300 + cut)],
        whole: false,
      });
      expect(found).toEqual({ encoding: 'utf-8', certainty: 1 });
    }
  });

  it.each([
    [
      'torn letters, as a system leaves that cuts names at a number of bytes',
      joined(encode(people, 'utf-8'), Uint8Array.of(0x0a, 0x4a, 0x6f, 0xc3, 0x0a)),
    ],
    ['lines of Windows-1252 among them', joined(encode(`${people}\n`, 'utf-8'), encode(people, 'windows-1252'))],
    [
      'a mark, and nothing but broken letters',
      joined(Uint8Array.of(0xef, 0xbb, 0xbf), encode('João;1\n', 'windows-1252')),
    ],
  ])('stays with UTF-8 for a file with %s, and is in doubt', (_, bytes) => {
    expect(sniff(bytes).encoding).toBe('utf-8');
    expect(sniff(bytes).certainty).toBeLessThan(doubtful);
  });

  it('is not led astray by capitals before a quotation mark, which look like UTF-8', () => {
    const text = Array.from({ length: 20 }, (_, i) => `“CAFÉ”;João ${i};não há opção`).join('\n');
    expect(sniff(encode(text, 'windows-1252')).encoding).toBe('windows-1252');
  });

  it('is in doubt where a name could be in two encodings, and prefers that of Windows', () => {
    // Ã and Ç are each a letter of both: JOÃO, written on a Macintosh, is JOÌO in Windows and the other way about.
    const found = sniff(Uint8Array.from(Buffer.from('nome;fone\nJO\xc7O;1\n', 'latin1')));
    expect(found.encoding).toBe('windows-1252');
    expect(found.certainty).toBeLessThan(doubtful);
  });

  it('never sees an encoding that Malote does not read', () => {
    const known: readonly Encoding[] = encodings;
    for (let byte = 0x80; byte <= 0xff; byte += 1) {
      expect(known).toContain(sniff(Uint8Array.of(0x61, byte, 0x61, 0x0a)).encoding);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseAttachment } from '#shared/campaign/attachment-kind.ts';
import { attachmentKinds } from '#shared/campaign/content.ts';

/** One byte a letter. */
const bytes = (letters: string) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
const recognise = (letters: string, name: string) => recogniseAttachment(bytes(letters), name);

describe('what a file is', () => {
  it.each([
    ['\xff\xd8\xff\xe0JFIF', 'foto.txt', 'image', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'foto', 'image', 'image/png'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'foto.webp', 'image', 'image/webp'],
    ['\n%PDF-1.7', 'boleto.pdf', 'document', 'application/pdf'],
    ['ID3\x04', 'recado.mp3', 'audio', 'audio/mpeg'],
    ['\xff\xfb\x90', 'recado.mp3', 'audio', 'audio/mpeg'],
    ['\xff\xf1\x50', 'recado.aac', 'audio', 'audio/aac'],
    ['OggS\0\x02.........OpusHead', 'recado.ogg', 'audio', 'audio/ogg'],
    ['\0\0\0\x20ftypM4A ', 'recado.m4a', 'audio', 'audio/mp4'],
    ['\0\0\0\x20ftypisom', 'filme.mp4', 'video', 'video/mp4'],
    ['\0\0\0\x20ftyp3gp4', 'filme.3gp', 'video', 'video/3gpp'],
    [
      'PK\x03\x04......[Content_Types].xml',
      'tabela.XLSX',
      'document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'carta.doc', 'document', 'application/msword'],
    ['Nome;Preço\r\n', 'lista.csv', 'document', 'text/csv'],
  ])('its bytes say: %j named %s', (letters, name, kind, mimetype) => {
    expect(recognise(letters, name)).toEqual({ ok: true, value: { kind, mimetype } });
  });

  it.each([
    ['GIF89a', 'foto.jpg', 'GIF'],
    ['RIFF\0\0\0\0WAVEfmt ', 'recado.mp3', 'WAVE'],
    ['\0\0\0\x20ftypqt  ', 'filme.mp4', 'MOV'],
    ['\0\0\0\x20ftypheic', 'foto.jpg', 'HEIC'],
    ['OggS\0\x02.........vorbis', 'recado.ogg', 'OGG'],
    ['PK\x03\x04......outra coisa', 'tabela.xlsx', 'ZIP'],
    ['PK\x03\x04......[Content_Types].xml', 'tudo.zip', 'ZIP'],
    ['MZ\x90', 'boleto.pdf', 'EXE'],
    ['nem\0texto', 'lista.csv', 'CSV'],
    ['<svg>', 'foto.svg', 'SVG'],
    ['', 'nada', '?'],
  ])('is not taken: %j named %s', (letters, name, looksLike) => {
    expect(recognise(letters, name)).toEqual({ ok: false, error: looksLike });
  });

  it('is found without ever throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ maxLength: 20 }), (head, name) => {
        const found = recogniseAttachment(head, name);
        expect(found.ok ? attachmentKinds : [found.error]).toContain(found.ok ? found.value.kind : found.error);
      }),
      { numRuns: 300 },
    );
  });
});

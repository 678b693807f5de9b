import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, expect, it } from 'vitest';
import { problemOfReading, problemOfWriting } from '#main/tabular/file-problem.ts';
import type { Problem } from '#shared/problem.ts';
import { compoundFile } from './compound-file.ts';
import { aFolder, opened, problemOf, stagedOf } from './files.ts';
import { textRow, workbookFile } from './workbooks.ts';
import { encode } from './writing.ts';
import { zipFile } from './zip-file.ts';

const { folder, write, text } = aFolder();
const latin = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content, 'latin1'));
const people = 'Nome;Telefone\r\nAna;11987654321\r\n';

describe('a file that is no sheet', () => {
  it.each<[string, string | Uint8Array, Problem]>([
    ['nothing.csv', '', { kind: 'fileEmpty' }],
    ['blank.csv', '\r\n;;\r\n', { kind: 'fileEmpty' }],
    ['header.csv', 'Nome;Telefone;Cidade\r\n', { kind: 'fileHeaderOnly' }],
    ['photo.csv', latin('\xff\xd8\xff\xe0\0\x10JFIF'), { kind: 'fileBinary', looksLike: 'JPEG' }],
    ['invoice.xlsx', latin('%PDF-1.4\n'), { kind: 'fileBinary', looksLike: 'PDF' }],
    ['noise.csv', Uint8Array.from({ length: 999 }, (_, i) => (i * 89) & 0xff), { kind: 'fileNotATable' }],
    ['page.xls', '<html><p>Ana', { kind: 'fileUnsupported', extension: '.html' }],
    ['utf32.csv', latin('\xff\xfe\0\0N\0\0\0'), { kind: 'encodingUnknown', encoding: 'UTF-32' }],
    ['wide.csv', `${'a;'.repeat(1_000)}a\n1\n`, { kind: 'fileTooWide', columns: 1_001, most: 1_000 }],
  ])('%s says so', async (name, content, problem) => {
    const path = write(name, typeof content === 'string' ? encode(content, 'utf-8') : content);
    expect(await problemOf(path)).toEqual(problem);
  });

  it.each<[string, Uint8Array, Problem]>([
    ['old.xls', compoundFile(['Root Entry', 'Workbook']), { kind: 'workbookDamaged' }],
    ['older.xls', compoundFile(['Root Entry', 'Book']), { kind: 'workbookDamaged' }],
    ['letter.doc', compoundFile(['Root Entry', 'WordDocument']), { kind: 'fileUnsupported', extension: '.doc' }],
    ['talk.ppt', compoundFile(['Root Entry', 'PowerPoint Document']), { kind: 'fileUnsupported', extension: '.ppt' }],
    ['secret.xlsx', compoundFile(['Root Entry', 'EncryptionInfo', 'EncryptedPackage']), { kind: 'workbookLocked' }],
    ['mail.msg', compoundFile(['Root Entry', '__nameid_version1.0']), { kind: 'fileNotATable' }],
    ['torn.xls', compoundFile(['Root Entry', 'Workbook']).subarray(0, 300), { kind: 'fileNotATable' }],
  ])('%s is a container that is named by what is in it', async (name, bytes, problem) => {
    expect(await problemOf(write(name, bytes))).toEqual(problem);
  });

  it('finds the name of a container’s contents in whatever sector its directory goes on', async () => {
    const names = ['Root Entry', ...Array.from({ length: 9 }, (_, i) => `Storage ${i}`), 'EncryptedPackage'];
    expect(await problemOf(write('secret.xlsx', compoundFile(names)))).toEqual({ kind: 'workbookLocked' });
  });

  it.each<[string, readonly string[], Problem]>([
    ['photos.zip', ['a.jpg', 'b.jpg'], { kind: 'fileBinary', looksLike: 'ZIP' }],
    ['empty.zip', [], { kind: 'fileBinary', looksLike: 'ZIP' }],
    ['letter.docx', ['[Content_Types].xml', 'word/document.xml'], { kind: 'fileUnsupported', extension: '.docx' }],
    ['talk.pptx', ['[Content_Types].xml', 'ppt/presentation.xml'], { kind: 'fileUnsupported', extension: '.pptx' }],
    ['binary.xlsb', ['[Content_Types].xml', 'xl/workbook.bin'], { kind: 'fileUnsupported', extension: '.xlsb' }],
    ['mac.numbers', ['Index/Document.iwa'], { kind: 'fileUnsupported', extension: '.numbers' }],
    ['bare.xlsx', ['[Content_Types].xml'], { kind: 'workbookDamaged' }],
  ])('%s is an archive that is named by its parts', async (name, parts, problem) => {
    const bytes = zipFile(Object.fromEntries(parts.map((part) => [part, 'x'])));
    expect(await problemOf(write(name, bytes))).toEqual(problem);
  });

  it.each([
    ['text', '.odt'],
    ['presentation', '.odp'],
  ])('a document of LibreOffice is named by its kind: %s', async (kind, extension) => {
    const bytes = zipFile({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': '<x/>' });
    expect(await problemOf(write('document', bytes))).toEqual({ kind: 'fileUnsupported', extension });
  });

  it('is a folder, or is not there, or is nothing that can be read twice', async () => {
    mkdirSync(join(folder, 'inner'));
    expect(await problemOf(join(folder, 'inner'))).toEqual({ kind: 'fileIsFolder' });
    expect(await problemOf(join(folder, 'nowhere.csv'))).toEqual({ kind: 'fileNotFound' });
    expect(await problemOf(join(text(people), 'below-a-file.csv'))).toEqual({ kind: 'fileNotFound' });
    expect(await problemOf(`${folder}/zero\0.csv`)).toEqual({ kind: 'fileNotFound' });
    if (platform === 'win32') return;
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await problemOf(join(folder, 'pipe'))).toEqual({ kind: 'fileNotATable' });
  });

  it('throws on what nobody expects', () => {
    expect(problemOfReading(new TypeError('a bug'), 'linux')).toBeNull();
    expect(problemOfReading('a string', 'linux')).toBeNull();
    expect(problemOfWriting(Object.assign(new Error(), { code: 'ERR_INVALID_ARG_TYPE' }), 'x')).toBeNull();
  });
});

describe('a system that does not let a file be read', () => {
  it.each<[code: string, on: string, kind: Problem['kind']]>([
    ['EACCES', 'linux', 'fileNoAccess'],
    ['EPERM', 'darwin', 'fileNoAccess'],
    ['EPERM', 'win32', 'fileLocked'],
    ['EBUSY', 'win32', 'fileLocked'],
    ['ETXTBSY', 'linux', 'fileLocked'],
    ['EIO', 'linux', 'fileNoAccess'],
    ['UNKNOWN', 'win32', 'fileNoAccess'],
    ['EISDIR', 'linux', 'fileIsFolder'],
    ['ESTALE', 'linux', 'fileNotFound'],
    ['ETIMEDOUT', 'linux', 'fileNotFound'],
    ['ENOSPC', 'linux', 'diskFull'],
  ])('%s on %s is %s', (code, on, kind) => {
    expect(problemOfReading(Object.assign(new Error(), { code }), on)).toEqual({ kind });
  });
});

describe('a file that changes', () => {
  const many = `Nome;Telefone\r\n${'Ana Souza;11987654321\r\n'.repeat(30_000)}`;
  const workbook = workbookFile({
    rows: Array.from({ length: 9_000 }, (_, i) => textRow(i + 1, 'Ana', `${i}`)).join(''),
  });

  it.each([
    ['text', () => text(many)],
    ['a workbook', () => write('sheet.xlsx', workbook)],
  ])('between its preview and its reading is not read as if nothing were: %s', async (_, write) => {
    const path = write();
    const sheet = await opened(path);
    utimesSync(path, new Date(1_000), new Date(1_000));
    expect((await stagedOf(sheet)).problem).toEqual({ kind: 'fileChanged' });
  });

  it('while it is read: the last thing that comes is that it changed', async () => {
    const path = text(many);
    const sheet = await opened(path);
    const kinds: string[] = [];
    for await (const chunk of sheet.rows()) {
      if (kinds.length === 0) appendFileSync(path, 'Lia;21912345678\r\n');
      kinds.push(chunk.ok ? 'rows' : chunk.error.kind);
    }
    expect(new Set(kinds.slice(0, -1))).toEqual(new Set(['rows']));
    expect(kinds.at(-1)).toBe('fileChanged');
  });

  it('and gets shorter: that is said, not that its last line is torn', async () => {
    const path = text(`${many}"`);
    const sheet = await opened(path);
    writeFileSync(path, many.slice(0, many.length / 2));
    expect((await stagedOf(sheet)).problem).toEqual({ kind: 'fileChanged' });
  });

  it.each([
    ['text', () => text(many)],
    ['a workbook', () => write('sheet.xlsx', workbook)],
  ])('and is gone: %s', async (_, write) => {
    const path = write();
    const sheet = await opened(path);
    rmSync(path);
    expect(await stagedOf(sheet)).toEqual({ rows: [], chunks: [], problem: { kind: 'fileNotFound' } });
  });

  it('back again may be read as often as one likes, with the same rows each time', async () => {
    const sheet = await opened(text(people));
    expect(await stagedOf(sheet)).toEqual(await stagedOf(sheet));
  });
});

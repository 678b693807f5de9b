import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { manyRows, uglyTable } from './fixtures/ugly-table.ts';

// Writes one ugly table in every way that LibreOffice can, for the tests of reading. It takes Debian's package
// libreoffice-calc; the tests themselves do not.

const folder = resolve(import.meta.dirname, '../test/fixtures/libreoffice');

/** Numbers that LibreOffice gives encodings and delimiters in its filter of text. */
const encodings = { 'utf-8': 76, 'utf-16le': 65_535, 'windows-1252': 1, 'iso-8859-1': 12, macintosh: 2, cp850: 4 };
const delimiters = { semicolon: 59, comma: 44, tab: 9, bar: 124 };
const quotings = { needed: 'false', all: 'true' };

const work = mkdtempSync(join(tmpdir(), 'malote-fixtures-'));
try {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const source = join(work, 'ugly.fods');
  writeFileSync(source, uglyTable);
  for (const format of ['ods', 'xls', 'xlsx']) take(source, format, `ugly.${format}`);
  const many = join(work, 'many.fods');
  writeFileSync(many, manyRows);
  take(many, 'xls', 'many.xls');
  const html = 'html:HTML (StarCalc)';
  take(source, html, 'ugly.html');
  for (const [encoding, charset] of Object.entries(encodings)) {
    for (const [delimiter, code] of Object.entries(delimiters)) {
      for (const [quoting, all] of Object.entries(quotings)) {
        const filter = `csv:Text - txt - csv (StarCalc):${code},34,${charset},1,,0,${all},true,true`;
        take(source, filter, `${encoding}-${delimiter}-${quoting}.csv`);
      }
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

function take(source: string, format: string, name: string): void {
  const out = mkdtempSync(join(work, 'out-'));
  const profile = `-env:UserInstallation=file://${join(work, 'profile')}`;
  execFileSync('soffice', [profile, '--headless', '--convert-to', format, '--outdir', out, source], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const ending = format.split(':', 1)[0];
  cpSync(join(out, `${basename(source, '.fods')}.${ending}`), join(folder, name));
}

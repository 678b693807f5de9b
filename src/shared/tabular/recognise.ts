import type { Problem } from '../problem.ts';
import { startsWith, unitReader } from './encoding.ts';
import { sniffUtf16 } from './utf16.ts';

/**
 * What the first bytes of a file say that it is, whatever its name. `workbook` is a zip archive, which .xlsx files
 * are, `html` a page, and `compound` the container of .xls files and of workbooks with a password. Only the engine opens these.
 */
export type Recognition =
  | { readonly kind: 'text' | 'workbook' | 'compound' | 'html' | 'empty' }
  | { readonly kind: 'problem'; readonly problem: Problem };

const ascii = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0));

/** Where a text could begin in the same way, zero bytes near the beginning must confirm it. */
const signatures: readonly { looksLike: string; bytes: readonly number[]; at?: number; binaryOnly?: true }[] = [
  { looksLike: 'PDF', bytes: ascii('%PDF-') },
  { looksLike: 'PNG', bytes: [0x89, ...ascii('PNG')] },
  { looksLike: 'JPEG', bytes: [0xff, 0xd8, 0xff] },
  { looksLike: 'GIF', bytes: ascii('GIF8'), binaryOnly: true },
  { looksLike: 'BMP', bytes: ascii('BM'), binaryOnly: true },
  { looksLike: 'WEBP', bytes: ascii('WEBP'), at: 8, binaryOnly: true },
  { looksLike: 'HEIC', bytes: ascii('ftyp'), at: 4, binaryOnly: true },
  { looksLike: 'EXE', bytes: ascii('MZ'), binaryOnly: true },
  { looksLike: 'ELF', bytes: [0x7f, ...ascii('ELF')] },
  { looksLike: 'RAR', bytes: [...ascii('Rar!'), 0x1a, 0x07] },
  { looksLike: '7Z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { looksLike: 'GZIP', bytes: [0x1f, 0x8b] },
  { looksLike: 'SQLite', bytes: ascii('SQLite format 3') },
  { looksLike: 'Access', bytes: [0x00, 0x01, 0x00, 0x00, ...ascii('Standard ')] },
  { looksLike: 'DBF', bytes: [0x03], binaryOnly: true },
];

/** Many systems write it, and name it ".xls". */
const html = /^<(!doctype html|html|head|meta|body|table|div|style|script)[\s>]/i;

/** Text that Excel or an address book can save as a sheet, but that is none. */
const otherTexts: readonly { extension: string; starts: RegExp }[] = [
  { extension: '.xml', starts: /^<(\?xml|!--)/i },
  { extension: '.rtf', starts: /^\{\\rtf/ },
  { extension: '.vcf', starts: /^BEGIN:VCARD\s/i },
  { extension: '.json', starts: /^(\{\s*"|\[\s*[{["])/ },
];

export function recognise(head: Uint8Array): Recognition {
  if (head.length === 0) return { kind: 'empty' };
  if (isUtf32(head)) return { kind: 'problem', problem: { kind: 'encodingUnknown', encoding: 'UTF-32' } };
  if (startsWith(head, [...ascii('PK'), 3, 4]) || startsWith(head, [...ascii('PK'), 5, 6])) return { kind: 'workbook' };
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return { kind: 'compound' };

  const controls = controlsIn(head);
  const found = signatures.find(
    (one) => startsWith(head, one.bytes, one.at ?? 0) && (controls.zeros || !one.binaryOnly),
  );
  if (found !== undefined) return { kind: 'problem', problem: { kind: 'fileBinary', looksLike: found.looksLike } };
  if (controls.share > mostControls) return { kind: 'problem', problem: { kind: 'fileNotATable' } };

  const start = beginning(head);
  if (html.test(start)) return { kind: 'html' };
  const other = otherTexts.find((one) => one.starts.test(start));
  if (other !== undefined) return { kind: 'problem', problem: { kind: 'fileUnsupported', extension: other.extension } };
  return { kind: 'text' };
}

/** No spreadsheet writes it, and its marks begin like others. */
const isUtf32 = (head: Uint8Array): boolean =>
  startsWith(head, [0xff, 0xfe, 0, 0]) || startsWith(head, [0, 0, 0xfe, 0xff]);

const judgedBytes = 4_096;
/** A tenth of what is packed or compiled is control codes; a sheet has hardly any. */
const mostControls = 0.02;

/**
 * Control codes that no text has: all below 0x20 but tab, line feed, line end, form feed and the end mark of DOS. Zeros are
 * among them; a few of them are in text as well, as some systems pad with. In UTF-16 they are counted by letters, not by bytes.
 */
function controlsIn(head: Uint8Array): { readonly share: number; readonly zeros: boolean } {
  const bytes = head.subarray(0, judgedBytes);
  const unit = unitReader(sniffUtf16(head)?.encoding ?? 'utf-8');
  let controls = 0;
  let zeros = 0;
  for (let i = 0; i + unit.size <= bytes.length; i += unit.size) {
    const code = unit.at(bytes, i);
    if (code === 0) zeros += 1;
    if (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 26) controls += 1;
  }
  return { share: (controls * unit.size) / bytes.length, zeros: zeros > 0 };
}

/** The first letters without mark and blanks; zero bytes left out, so that UTF-16 reads as well. */
function beginning(head: Uint8Array): string {
  const start = startsWith(head, [0xef, 0xbb, 0xbf])
    ? 3
    : startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])
      ? 2
      : 0;
  const bytes = [...head.subarray(start, start + 512)].filter((byte) => byte !== 0);
  return String.fromCharCode(...bytes).trimStart();
}

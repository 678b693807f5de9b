import { err, ok, type Result } from '../result.ts';
import type { Attachment } from './content.ts';

type Kind = Attachment['kind'];
type Recognised = Pick<Attachment, 'kind' | 'mimetype'>;

const megabyte = 1_048_576;

/** WhatsApp's own bounds, in bytes; of documents what Digisac takes (facts, section 12 row 21). */
export const mostBytes: Readonly<Record<Kind, number>> = {
  image: 5 * megabyte,
  audio: 16 * megabyte,
  video: 16 * megabyte,
  document: 60 * megabyte,
};

/** Bytes that are enough to tell what a file is. */
export const headBytes = 4_096;

const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};
const oldOffice: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};
const texts: Readonly<Record<string, string>> = { txt: 'text/plain', csv: 'text/csv' };

/**
 * What a file is, by its first bytes (`headBytes` of them): a name can say anything. The ending of the name only tells
 * documents apart that begin alike. The error is what it looks like, in a word, for whoever reads the problem.
 */
export function recogniseAttachment(head: Uint8Array, fileName: string): Result<Recognised, string> {
  const letters = latin(head);
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const fine = (kind: Kind, mimetype: string) => ok({ kind, mimetype });
  if (letters.startsWith('\xff\xd8\xff')) return fine('image', 'image/jpeg');
  if (letters.startsWith('\x89PNG\r\n\x1a\n')) return fine('image', 'image/png');
  if (letters.startsWith('RIFF')) {
    return letters.startsWith('WEBP', 8) ? fine('image', 'image/webp') : err(letters.slice(8, 12).trim() || 'RIFF');
  }
  if (letters.startsWith('GIF8')) return err('GIF');
  if (letters.slice(0, 1_024).includes('%PDF-')) return fine('document', 'application/pdf');
  if (letters.startsWith('ftyp', 4)) return ofContainer(letters.slice(8, 12));
  if (letters.startsWith('OggS')) return letters.includes('OpusHead') ? fine('audio', 'audio/ogg') : err('OGG');
  if (letters.startsWith('#!AMR')) return fine('audio', 'audio/amr');
  if (letters.startsWith('ID3')) return fine('audio', 'audio/mpeg');
  const ofFrame = soundOfFrame(head);
  if (ofFrame !== null) return fine('audio', ofFrame);
  if (letters.startsWith('PK\x03\x04')) return named(office, ending, letters.includes('[Content_Types].xml'), 'ZIP');
  if (letters.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return named(oldOffice, ending, true, 'OLE');
  if (letters.startsWith('MZ')) return err('EXE');
  return named(texts, ending, head.length > 0 && !head.some(isNoLetter), ending.toUpperCase());
}

/** Of the control characters a text has tabs, line ends and, in terminals, escapes. */
const isNoLetter = (byte: number): boolean => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b;

function named(
  types: Readonly<Record<string, string>>,
  ending: string,
  looksSo: boolean,
  otherwise: string,
): Result<Recognised, string> {
  const mimetype = Object.hasOwn(types, ending) ? types[ending] : undefined;
  return looksSo && mimetype !== undefined ? ok({ kind: 'document', mimetype }) : err(otherwise || '?');
}

/** By the brand of the container that MP4 and its relatives have in common. */
function ofContainer(brand: string): Result<Recognised, string> {
  if (/^M4[AB] $/.test(brand)) return ok({ kind: 'audio', mimetype: 'audio/mp4' });
  if (brand === 'qt  ') return err('MOV');
  if (/^(hei|hev|mif1|msf1|avif)/.test(brand)) return err('HEIC');
  return ok({ kind: 'video', mimetype: brand.startsWith('3gp') ? 'video/3gpp' : 'video/mp4' });
}

/** Eleven bits set begin a frame; the layer tells MP3 from AAC. */
function soundOfFrame(head: Uint8Array): string | null {
  const [first = 0, second = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  if ((second & 0xf6) === 0xf0) return 'audio/aac';
  return (second & 0x06) === 0x02 ? 'audio/mpeg' : null;
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, headBytes)) text += String.fromCharCode(byte);
  return text;
}

/** A stretch of a message as WhatsApp shows it. */
export type Mark =
  | { readonly kind: 'text' | 'code' | 'link'; readonly text: string }
  | { readonly kind: Style; readonly children: readonly Mark[] };

type Style = 'bold' | 'italic' | 'strike';

const styles: Readonly<Record<string, Style>> = { '*': 'bold', _: 'italic', '~': 'strike' };

const link = /(?:https?:\/\/|www\.)[^\s<>"]+/iuy;

/**
 * What WhatsApp makes of the marks in a text: `*bold*`, `_italic_`, `~strike~`, `` `code` `` and ```` ```code``` ````,
 * and links. Its rules as the app behaves: a mark opens at the start of a word and closes at the end of one, on the
 * same line (three backticks may span lines); whatever does not close is text.
 */
export function readMarks(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let plain = '';
  let at = 0;
  const flush = () => {
    if (plain !== '') marks.push({ kind: 'text', text: plain });
    plain = '';
  };
  while (at < text.length) {
    const found = codeAt(text, at) ?? linkAt(text, at) ?? styleAt(text, at);
    if (found === null) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    flush();
    marks.push(found.mark);
    at = found.end;
  }
  flush();
  return marks;
}

interface Found {
  readonly mark: Mark;
  readonly end: number;
}

function codeAt(text: string, at: number): Found | null {
  for (const [fence, spansLines] of [
    ['```', true],
    ['`', false],
  ] as const) {
    if (!text.startsWith(fence, at)) continue;
    const end = text.indexOf(fence, at + fence.length);
    const inside = end < 0 ? '' : text.slice(at + fence.length, end);
    if (inside.trim() === '' || (!spansLines && /[\n`]/.test(inside))) continue;
    return { mark: { kind: 'code', text: inside }, end: end + fence.length };
  }
  return null;
}

function linkAt(text: string, at: number): Found | null {
  if (isWordBefore(text, at)) return null;
  link.lastIndex = at;
  const found = link.exec(text)?.[0].replace(/[.,;:!?)\]*_~'"]+$/u, '');
  if (found === undefined || !/[./][^./]/.test(found)) return null;
  return { mark: { kind: 'link', text: found }, end: at + found.length };
}

function styleAt(text: string, at: number): Found | null {
  const sign = text.charAt(at);
  const kind = styles[sign];
  if (kind === undefined || isWordBefore(text, at) || /^(\s|$)/.test(text.slice(at + 1, at + 2))) return null;
  for (let end = at + 2; end < text.length && text.charAt(end) !== '\n'; end += 1) {
    if (text.charAt(end) !== sign || /\s/.test(text.charAt(end - 1)) || isWordAfter(text, end)) continue;
    const inside = text.slice(at + 1, end);
    if (inside.replaceAll(sign, '') === '') return null;
    return { mark: { kind, children: readMarks(inside) }, end: end + 1 };
  }
  return null;
}

const word = /[\p{L}\p{N}]/u;
const isWordBefore = (text: string, at: number): boolean => word.test(text.charAt(at - 1));
const isWordAfter = (text: string, at: number): boolean => word.test(text.charAt(at + 1));

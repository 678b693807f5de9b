/** HTML as it is read: tags and the texts between them, in whatever pieces it comes. */
export interface HtmlHandlers {
  /** In small letters, with the attributes by their names. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close: (name: string) => void;
  /** Between two tags, perhaps in several pieces; entities are read. */
  readonly text: (text: string) => void;
}

export interface HtmlReader {
  readonly write: (piece: string) => void;
  readonly end: () => void;
}

/** In letters: what goes on for longer is no tag. */
const longestTag = 64 * 1024;
/** Entities are short: one that a piece cuts waits for the next. */
const longestEntity = 12;
/** What ends a comment, a script or a style, at most so long. */
const longestMark = 16;

/**
 * Reads HTML as leniently as browsers do: unclosed tags, attributes without quotes and a `<` of a text are no errors. What stands
 * in comments, scripts and styles is left out.
 */
export function createHtmlReader(handlers: HtmlHandlers): HtmlReader {
  let carried = '';
  /** What ends the comment, script or style that is being left out. */
  let skippedTo: RegExp | null = null;

  function readTag(tag: string): void {
    const match = /^<(\/?)([a-z][a-z0-9:-]*)/i.exec(tag);
    if (match === null) return;
    const name = (match[2] ?? '').toLowerCase();
    if (match[1] === '/') handlers.close(name);
    else {
      handlers.open(name, attributesOf(tag.slice(match[0].length, -1)));
      skippedTo = contentsLeftOut.get(name) ?? null;
    }
  }

  /** Where the next thing to read begins; -1 where more of the text is needed for it. */
  function step(text: string, at: number, isLast: boolean): number {
    if (skippedTo !== null) return skip(text, at, skippedTo);
    const next = text.indexOf('<', at);
    if (next !== at) return readText(text, at, next === -1 ? textEnd(text, at, isLast) : next);
    if (!isLast && text.length - at < 4) return -1;
    if (text.startsWith('<!--', at)) {
      skippedTo = /-->/;
      return at + 4;
    }
    const end = /[a-z/!?]/i.test(text[at + 1] ?? '') ? tagEnd(text, at + 1) : 'noTag';
    const goesOn = end === 'more' && !isLast && text.length - at <= longestTag;
    if (goesOn) return -1;
    if (typeof end === 'string') return readText(text, at, at + 1);
    readTag(text.slice(at, end + 1));
    return end + 1;
  }

  function skip(text: string, at: number, end: RegExp): number {
    const found = end.exec(text.slice(at));
    if (found === null) return Math.max(at, text.length - longestMark) === at ? -1 : text.length - longestMark;
    skippedTo = null;
    // The end of a comment is left out, the tag that ends a script is read.
    return at + found.index + (found[0] === '-->' ? found[0].length : 0);
  }

  function readText(text: string, from: number, to: number): number {
    if (to === from) return -1;
    handlers.text(decodeEntities(text.slice(from, to)));
    return to;
  }

  function read(text: string, isLast: boolean): void {
    let at = 0;
    while (at < text.length) {
      const next = step(text, at, isLast);
      if (next === -1) break;
      at = next;
    }
    carried = text.slice(at);
  }

  return {
    write: (piece) => read(carried + piece, false),
    end: () => read(carried, true),
  };
}

const contentsLeftOut: ReadonlyMap<string, RegExp> = new Map([
  ['script', /<\/script/i],
  ['style', /<\/style/i],
  ['xml', /<\/xml/i],
]);

/** A `&` near the end may be an entity that goes on. */
function textEnd(text: string, at: number, isLast: boolean): number {
  if (isLast) return text.length;
  const amp = text.lastIndexOf('&');
  return amp >= at && text.length - amp < longestEntity && !text.includes(';', amp) ? amp : text.length;
}

/** In letters: a quote that is open for longer was never closed. */
const longestAttribute = 32_768;

/** The `>` of a tag, which is not one in the quotes of an attribute. Where another tag begins before, it is none. */
function tagEnd(text: string, from: number): number | 'more' | 'noTag' {
  let quote = '';
  let quotedFrom = 0;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (quote !== '') {
      if (c === quote) quote = '';
      else if (i - quotedFrom > longestAttribute) return 'noTag';
    } else if (c === '>') return i;
    else if (c === '<') return 'noTag';
    else if ((c === '"' || c === "'") && text[i - 1] === '=') {
      quote = c;
      quotedFrom = i;
    }
  }
  return 'more';
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  if (!text.includes('=')) return {};
  const attributes: Record<string, string> = {};
  for (const [, name = '', quoted, single, bare] of text.matchAll(
    /([a-z][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    attributes[name.toLowerCase()] = decodeEntities(quoted ?? single ?? bare ?? '');
  }
  return attributes;
}

// https://www.w3.org/TR/html401/sgml/entities.html: those of Latin letters from 160 on, in their order, and a few more.
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot ' +
  'cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml ' +
  'Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
  'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const entities: ReadonlyMap<string, string> = new Map([
  ...latin.split(' ').map((name, i) => [name, String.fromCharCode(160 + i)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    euro: '€',
    ndash: '–',
    mdash: '—',
    hellip: '…',
  }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', trade: '™' }),
]);

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+\d?));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    // The codes of Windows are meant where Unicode has control codes.
    const isSurrogate = code >= 0xd800 && code < 0xe000;
    if (code === 0 || code > 0x10ffff || isSurrogate) return '\uFFFD';
    return code >= 0x80 && code < 0xa0 ? windows.decode(Uint8Array.of(code)) : String.fromCodePoint(code);
  });
}

const windows = new TextDecoder('windows-1252');

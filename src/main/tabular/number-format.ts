/**
 * What is left of a number format of Excel once a cell is plain text: which numbers are dates, how many decimals are seen,
 * and the masks with which Brazilian sheets write postal codes, CPF and telephones, whose zeros would be lost otherwise.
 */
export type NumberFormat =
  | { readonly kind: 'plain' }
  | { readonly kind: 'decimals'; readonly least: number; readonly most: number; readonly percent: boolean }
  | { readonly kind: 'mask'; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'moment';
      readonly date: boolean;
      readonly time: 'none' | 'minutes' | 'seconds';
      readonly elapsed: boolean;
    };

type Piece = { readonly digit: '0' | '#' | '?' } | { readonly literal: string };

// The codes that files leave out: ECMA-376 part 1, 18.8.30. 14 to 22, 45 to 47 and the East Asian ones are moments.
const builtIn: ReadonlyMap<number, string> = new Map([
  [1, '0'],
  [2, '0.00'],
  [3, '#,##0'],
  [4, '#,##0.00'],
  [9, '0%'],
  [10, '0.00%'],
  [18, 'h:mm'],
  [19, 'h:mm:ss'],
  [20, 'h:mm'],
  [21, 'h:mm:ss'],
  [22, 'd/m/yy h:mm'],
  [37, '#,##0'],
  [38, '#,##0'],
  [39, '#,##0.00'],
  [40, '#,##0.00'],
  [41, '#,##0'],
  [42, '#,##0'],
  [43, '#,##0.00'],
  [44, '#,##0.00'],
  [45, 'mm:ss'],
  [46, '[h]:mm:ss'],
  [47, 'mm:ss'],
]);

const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** `code` is what the file gives for this id; without one, the built-in meaning of the id. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  const known = code ?? builtIn.get(id);
  if (known !== undefined) return readCode(known);
  return isBuiltInDate(id) ? { kind: 'moment', date: true, time: 'none', elapsed: false } : { kind: 'plain' };
}

function readCode(code: string): NumberFormat {
  const { pieces, brackets } = firstSection(code);
  if (/^\s*general\s*$/i.test(code) || brackets.some((bracket) => /^[<>=]/.test(bracket))) return { kind: 'plain' };
  const bare = pieces.map((piece) => (piece.quoted ? '' : piece.text)).join('');
  const elapsed = brackets.some((bracket) => /^(h+|m+|s+)$/i.test(bracket));
  if (elapsed || /[dmyhs]/i.test(bare)) return momentOf(bare, elapsed);
  if (!/[0#?]/.test(bare) || /e[+-]|[/@]|,(?![0#?])/i.test(bare)) return { kind: 'plain' };
  return maskOf(pieces) ?? decimalsOf(bare);
}

interface Token {
  readonly text: string;
  /** In quotes or after a backslash: shown as it is. */
  readonly quoted: boolean;
}

/** The section for positive numbers, its brackets (colours, conditions, elapsed time) apart. */
function firstSection(code: string): { pieces: readonly Token[]; brackets: readonly string[] } {
  const pieces: Token[] = [];
  const brackets: string[] = [];
  for (const match of code.matchAll(/"([^"]*)"?|\\(.)|\[([^\]]*)\]?|[_*].|([^"\\[_*])/gs)) {
    const [, inQuotes, escaped, bracket, plain] = match;
    if (plain === ';') break;
    if (bracket !== undefined) brackets.push(bracket);
    if (inQuotes !== undefined || escaped !== undefined) pieces.push({ text: inQuotes ?? escaped ?? '', quoted: true });
    if (plain !== undefined) pieces.push({ text: plain, quoted: false });
  }
  return { pieces, brackets };
}

function momentOf(bare: string, elapsed: boolean): NumberFormat {
  const hasTime = elapsed || /[hs]/i.test(bare);
  const time = /s/i.test(bare) ? 'seconds' : hasTime ? 'minutes' : 'none';
  const date = !elapsed && (/[dy]/i.test(bare) || !hasTime);
  return { kind: 'moment', date, time, elapsed };
}

/** Digits with something between them, or with zeros in front: `00000-000`, `(00) 00000-0000`, `000`. */
function maskOf(pieces: readonly Token[]): NumberFormat | null {
  const bare = pieces.map((piece) => (piece.quoted ? '' : piece.text)).join('');
  if (/[.,%]/.test(bare)) return null;
  const isDigit = (piece: Token): boolean => !piece.quoted && /[0#?]/.test(piece.text);
  const inner = pieces.slice(pieces.findIndex(isDigit), pieces.findLastIndex(isDigit) + 1);
  if (inner.every(isDigit) && !/^[#?]*00/.test(bare.replace(/[^0#?]/g, ''))) return null;
  return {
    kind: 'mask',
    pieces: pieces.map((piece): Piece => {
      if (piece.quoted) return { literal: piece.text };
      if (piece.text === '0' || piece.text === '#' || piece.text === '?') return { digit: piece.text };
      return { literal: piece.text };
    }),
  };
}

function decimalsOf(bare: string): NumberFormat {
  const decimals = /\.([0#?]*)/.exec(bare)?.[1] ?? '';
  return {
    kind: 'decimals',
    least: decimals.replace(/[^0]/g, '').length,
    most: decimals.length,
    percent: bare.includes('%'),
  };
}

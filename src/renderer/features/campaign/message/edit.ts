/** A text with what is selected in it, in UTF-16 units as a textarea counts them. */
export interface Edit {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Puts `piece` where the selection was, and the caret behind it. */
export function insertPiece({ text, from, to }: Edit, piece: string): Edit {
  const caret = from + piece.length;
  return { text: text.slice(0, from) + piece + text.slice(to), from: caret, to: caret };
}

/**
 * Puts WhatsApp's mark around the selection, or takes it away where it stands there already. With nothing selected
 * the caret comes to stand between the two marks. Spaces at the edges stay outside: a mark next to one does not count.
 */
export function toggleMark(edit: Edit, mark: '*' | '_' | '~' | '`'): Edit {
  const { text } = edit;
  const inside = text.slice(edit.from, edit.to);
  const from = edit.from + (inside.length - inside.trimStart().length);
  const to = Math.max(from, edit.to - (inside.length - inside.trimEnd().length));
  const isMarked = text.charAt(from - 1) === mark && text.charAt(to) === mark;
  if (isMarked) {
    return { text: text.slice(0, from - 1) + text.slice(from, to) + text.slice(to + 1), from: from - 1, to: to - 1 };
  }
  return {
    text: text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to),
    from: from + 1,
    to: to + 1,
  };
}

/**
 * Different ways to say the same, of which each recipient gets one: `{Oi|Olá {{nome}}}`. Braces and bars beside those of a
 * variable would be signs, and a way without words is none. Empty where fewer than two are left.
 */
export function variantsOf(ways: readonly string[]): string {
  const said = ways.map((way) => withoutSigns(way).trim()).filter((way) => way !== '');
  return said.length < 2 ? '' : `{${said.join('|')}}`;
}

const withoutSigns = (way: string): string =>
  way
    .split(/(\{\{[^{}]+\}\})/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(/[{}|\\]/g, '')))
    .join('');

/** The ways with one of them written, and room for another while all have words; four are enough for anybody. */
export function withNthWay(ways: readonly string[], index: number, way: string): readonly string[] {
  const written = ways.map((one, at) => (at === index ? way : one));
  return written.length < 4 && written.every((one) => one.trim() !== '') ? [...written, ''] : written;
}

/** A piece of a line in one of the fonts that are there: `latin` has all that Portuguese, Spanish and English write. */
export interface Run {
  readonly font: 'latin' | 'latinExt';
  readonly text: string;
}

// What the files hold, by the ranges that come with them (@fontsource-variable/inter, unicode.json).
const latin =
  /^[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]$/u;
const latinExt = /^[\u0100-\u02ba\u02bd-\u02c5\u02c7-\u02cc\u1e00-\u1e9f\u1ef2-\u1eff\u20a0-\u20ab\u20ad-\u20c0]$/u;
/** Emoji, and what colours and joins them: without a picture they say nothing on paper. */
const pictures = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3/gu;
const keepsSign = /^[©®™]$/u;

/** A text as it can be written: on one line, without emoji; a letter that no font has is a question mark, never a gap. */
export function runsOf(text: string): readonly Run[] {
  const runs: { font: Run['font']; text: string }[] = [];
  for (const letter of plainOf(text)) {
    const font = latin.test(letter) || !latinExt.test(letter) ? 'latin' : 'latinExt';
    const written = latin.test(letter) || latinExt.test(letter) ? letter : '?';
    const last = runs.at(-1);
    if (last?.font === font) last.text += written;
    else runs.push({ font, text: written });
  }
  return runs;
}

/** Without emoji and signs that nobody sees. */
export const plainOf = (text: string): string =>
  text
    .normalize('NFC')
    .replace(pictures, (sign) => (keepsSign.test(sign) && latin.test(sign) ? sign : ''))
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();

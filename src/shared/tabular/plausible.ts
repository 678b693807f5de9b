const portuguese = new Set('áàâãçéêíóôõúüÁÀÂÃÇÉÊÍÓÔÕÚÜ');
/** What stands in sheets of people beside letters: 1º, 2ª, R$ … – “ ” · €. */
const signs = new Set('ºª°–—…“”‘’´«»·•€£®™§²³\u00A0');

/** More says nothing new, and a sample of 256 KB may hold a hundred thousand. */
const mostLetters = 5_000;

/**
 * How much like Portuguese the letters beyond ASCII look where they stand, from -1 (cannot be) to 1 (surely).
 * A wrong encoding puts signs into words, or capitals after small letters: "JoÌo", "aÁ„o". 0 where there are none.
 */
export function plausibility(texts: readonly string[]): { readonly score: number; readonly letters: number } {
  let sum = 0;
  let letters = 0;
  for (const text of texts) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, by its bounds
    for (const match of text.matchAll(/[^\x00-\x7f]/g)) {
      if (letters === mostLetters) break;
      sum += judge(text, match.index);
      letters += 1;
    }
  }
  return { score: letters === 0 ? 0 : sum / letters, letters };
}

function judge(text: string, at: number): number {
  const letter = text.charAt(at);
  const before = at > 0 ? text.charAt(at - 1) : '';
  const after = text.charAt(at + 1);
  if (signs.has(letter)) return isLetter(before) && isLetter(after) && letter !== '’' && letter !== '´' ? -1 : 0.3;
  if (!isLetter(letter)) return -1;
  if (!fits(letter, before, after)) return -1;
  if (portuguese.has(letter)) return isFollowed(letter.toLowerCase(), after) ? 1 : 0.2;
  // ñ, ä, è: names from elsewhere.
  return isLetter(before) || isLetter(after) ? 0.2 : -0.5;
}

/** "José", "JOSÉ" and "Álvaro" fit; in "aÁo" and "çLVARO" capitals and small letters are mixed. */
function fits(letter: string, before: string, after: string): boolean {
  if (isSmall(letter)) return !isCapital(after);
  return !isSmall(before);
}

/** What follows these three in Portuguese: "ção", "mãe", "manhã", "limões", "açaí". */
function isFollowed(letter: string, after: string): boolean {
  if (letter === 'ç') return /[aouáóúâôãõ]/i.test(after);
  if (letter === 'õ') return /[ez]/i.test(after);
  if (letter === 'ã') return !isLetter(after) || /[oeisz]/i.test(after);
  return true;
}

type Kind = 'small' | 'capital' | 'letter' | 'other';
const kinds = new Map<string, Kind>();

/** A sample asks a hundred thousand times, about some hundred letters. */
function kindOf(c: string): Kind {
  const known = kinds.get(c);
  if (known !== undefined) return known;
  const kind = /^\p{Ll}$/u.test(c)
    ? 'small'
    : /^\p{Lu}$/u.test(c)
      ? 'capital'
      : /^\p{L}$/u.test(c)
        ? 'letter'
        : 'other';
  if (kinds.size < 10_000) kinds.set(c, kind);
  return kind;
}

const isLetter = (c: string): boolean => kindOf(c) !== 'other';
const isSmall = (c: string): boolean => kindOf(c) === 'small';
const isCapital = (c: string): boolean => kindOf(c) === 'capital';

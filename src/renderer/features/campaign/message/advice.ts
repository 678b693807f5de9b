import { folded, variableKey } from '#shared/mapping/key.ts';
import { nearestName } from '#shared/plan/nearest.ts';
import { filterNames, filterOf } from '#shared/template/filters.ts';
import type { PlainPiece, Template, Variable } from '#shared/template/parse.ts';
import { type Mark, readMarks } from '../../../ui/message/marks.ts';

/** What a careful colleague would say about a message. None of it keeps anybody from sending. */
export interface Advice {
  readonly kind: 'misspelt' | 'shortLink' | 'link' | 'manyLinks' | 'shouting' | 'long' | 'noWayOut';
  /** Which of the texts it is about, from 0; all of them where nothing else is said. */
  readonly versions: readonly number[];
}

// Nobody sees where they lead, and WhatsApp knows them from spam.
const shorteners =
  /\b(bit\.ly|tinyurl\.com|goo\.gl|t\.co|cutt\.ly|is\.gd|ow\.ly|encurtador\.com\.br|shre\.ink|rb\.gy)\b/i;

// Stems: "responda SAIR", "para parar", "cancelar inscrição", "unsubscribe", "darse de baja".
const waysOut = /\b(sair|saia|parar|pare|descadastr|cancelar|remover|nao receber|stop|unsubscribe|opt out|baja|salir)/;

/** Longer than what a phone shows without "ler mais". */
const readAtOnce = 700;

const inOrder = ['misspelt', 'shortLink', 'manyLinks', 'link', 'shouting', 'long', 'noWayOut'] as const;

/** Advice on the texts of a message as they are written, most important first. A button can be the way out. */
export function adviceOn(templates: readonly Template[], buttons: readonly string[] = []): readonly Advice[] {
  const found = templates.map((template) => adviceOnOne(template, buttons));
  return inOrder.flatMap((kind) => {
    const versions = found.flatMap((kinds, index) => (kinds.includes(kind) ? [index] : []));
    return versions.length === 0 ? [] : [{ kind, versions }];
  });
}

function adviceOnOne(template: Template, buttons: readonly string[]): readonly Advice['kind'][] {
  const text = wordsOf(template);
  const links = linksOf(readMarks(text));
  const advice: Advice['kind'][] = [];
  if (variablesOf(template).some(({ fallback }) => fallback !== null && isNearFilter(fallback)))
    advice.push('misspelt');
  if (links.some((link) => shorteners.test(link))) advice.push('shortLink');
  else if (links.length > 1) advice.push('manyLinks');
  else if (links.length > 0) advice.push('link');
  if (isShouting(text)) advice.push('shouting');
  if (text.length > readAtOnce) advice.push('long');
  if (![text, ...buttons].some((words) => waysOut.test(folded(words)))) advice.push('noWayOut');
  return advice;
}

const variablesOf = (template: Template): readonly Variable[] =>
  template
    .flatMap((piece) => (piece.kind === 'variants' ? piece.options.flat() : [piece]))
    .filter((piece) => piece.kind === 'variable');

const allFilterNames: readonly string[] = Object.values(filterNames).flat();

/** "primero_nome", "|maiuscula|cliente": meant as a filter, and said as it stands where the value is missing. */
function isNearFilter(fallback: string): boolean {
  const [word = '', ...others] = fallback.split('|');
  // Without a mark of a filter a word is a word: "moda" is near "moeda", and a good thing to say.
  if (others.length === 0 && !word.includes('_')) return false;
  return filterOf(word) === null && nearestName(variableKey(word), allFilterNames.map(variableKey)) !== null;
}

/** The words of a message without what only the sheet knows; of different ways to say something the longest. */
const wordsOf = (template: Template): string =>
  template
    .map((piece) => {
      if (piece.kind !== 'variants') return plainWords([piece]);
      return piece.options
        .map(plainWords)
        .reduce((longest, words) => (words.length > longest.length ? words : longest), '');
    })
    .join('');

const plainWords = (pieces: readonly PlainPiece[]): string =>
  pieces.map((piece) => (piece.kind === 'text' ? piece.text : (piece.fallback ?? ''))).join('');

const linksOf = (marks: readonly Mark[]): readonly string[] =>
  marks.flatMap((mark) => {
    if (mark.kind === 'link') return [mark.text];
    return 'children' in mark ? linksOf(mark.children) : [];
  });

/** Three words in a row in capitals, or most of the message; short ones are abbreviations. Or "!!!". */
function isShouting(text: string): boolean {
  if (text.includes('!!!')) return true;
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  const isLoud = (word: string) => word === word.toUpperCase() && word !== word.toLowerCase();
  const loud = words.filter(isLoud).length;
  if (words.length >= 5 && loud / words.length > 0.5) return true;
  return words.some((_, index) => index >= 2 && words.slice(index - 2, index + 1).every(isLoud));
}

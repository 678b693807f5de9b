import { folded } from '#shared/mapping/key.ts';
import type { Template } from '#shared/template/parse.ts';
import { type Mark, readMarks } from '../../../ui/message/marks.ts';

/** What a careful colleague would say about a message. None of it keeps anybody from sending. */
export type Advice = { readonly kind: 'shortLink' | 'link' | 'shouting' | 'noWayOut' | 'long' };

// Nobody sees where they lead, and WhatsApp knows them from spam.
const shorteners =
  /\b(bit\.ly|tinyurl\.com|goo\.gl|t\.co|cutt\.ly|is\.gd|ow\.ly|encurtador\.com\.br|shre\.ink|rb\.gy)\b/i;

// Stems: "responda SAIR", "para parar", "cancelar inscrição", "unsubscribe", "darse de baja".
const waysOut = /\b(sair|saia|parar|pare|descadastr|cancelar|remover|nao receber|stop|unsubscribe|opt out|baja|salir)/;

/** Longer than what a phone shows without "ler mais". */
const readAtOnce = 700;

/** Advice on a message as it is written, most important first. */
export function adviceOn(template: Template): readonly Advice[] {
  const text = template.map((piece) => (piece.kind === 'text' ? piece.text : (piece.fallback ?? ''))).join('');
  const links = linksOf(readMarks(text));
  const advice: Advice[] = [];
  if (links.some((link) => shorteners.test(link))) advice.push({ kind: 'shortLink' });
  else if (links.length > 0) advice.push({ kind: 'link' });
  if (isShouting(text)) advice.push({ kind: 'shouting' });
  if (text.length > readAtOnce) advice.push({ kind: 'long' });
  if (!waysOut.test(folded(text))) advice.push({ kind: 'noWayOut' });
  return advice;
}

const linksOf = (marks: readonly Mark[]): readonly string[] =>
  marks.flatMap((mark) => {
    if (mark.kind === 'link') return [mark.text];
    return 'children' in mark ? linksOf(mark.children) : [];
  });

/** Three words in a row in capitals, or most of the message; short ones are abbreviations. */
function isShouting(text: string): boolean {
  const words = text.match(/\p{L}{3,}/gu) ?? [];
  const isLoud = (word: string) => word === word.toUpperCase() && word !== word.toLowerCase();
  const loud = words.filter(isLoud).length;
  if (words.length >= 5 && loud / words.length > 0.5) return true;
  return words.some((_, index) => index >= 2 && words.slice(index - 2, index + 1).every(isLoud));
}

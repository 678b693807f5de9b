import { folded } from '../mapping/key.ts';

/** Cells that say no, whole. Everything else in a column of consent tells how somebody agreed: a form, a link, a date. */
const refusals = new Set(
  'nao n no not false falso 0 nunca never negado negada recusado recusada recusou recusa refused declined denied opt-out optout revogado revogada cancelado cancelada rechazado rechazada nega nego'.split(
    ' ',
  ),
);
const phrases = /^(nao|no|did not|does not|nunca)\b/;

/** Whether a cell of the column of consent says that somebody agreed; null where it is blank, and says nothing. */
export function agrees(cell: string): boolean | null {
  const said = folded(cell)
    .trim()
    .replace(/[.!]+$/, '');
  if (said === '' || said === '-' || said === 'n/a') return null;
  return !refusals.has(said) && !phrases.test(said);
}

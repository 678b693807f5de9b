/**
 * A cell that a spreadsheet program would take for a formula, with an apostrophe before it, which tells it to show text:
 * what a stranger typed as his name must not run on the analyst's machine (OWASP, "CSV injection"). Blanks before
 * the sign do not help the attacker, nor do the wide forms of the signs. Phones are written as digits, and stay so.
 */
export const defused = (cell: string): string =>
  /^\s*[=+\-@\t\r\n＝＋－＠]|^\s*[\t\r\n]/.test(cell) ? `'${cell}` : cell;

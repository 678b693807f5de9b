/** Accents, capitals and compatibility forms (º, ﬁ, full-width letters) taken away: "Nº Célular" → "no celular". */
export const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * How names of columns, fields and variables are compared: capitals and accents do not count; `_`, `-`, `.` and
 * spaces are the same. Two names with one key are one name. "Data_de-Nasc." and "data de nasc" are equal.
 */
export function variableKey(name: string): string {
  return folded(name)
    .replace(/[\s_.\-\u2010-\u2015\u200b-\u200d\u2060\ufeff]+/gu, ' ')
    .trim();
}

/** What every draft with a name can say, whatever the sheet calls it, in the three languages. Keys, not names. */
export const builtInVariables = {
  name: ['nome', 'name', 'nombre'],
  firstName: ['primeiro nome', 'first name', 'primer nombre'],
} as const;

/** Names of variables stand in messages: a whole question of a form is cut. */
const longestName = 60;

/** The name of a column as a template can say it: braces and bars would end the variable. Empty where nothing is left. */
export function speakableName(header: string): string {
  const name = header.replace(/[{}|\s]+/g, ' ').trim();
  return Array.from(name).slice(0, longestName).join('').trim();
}

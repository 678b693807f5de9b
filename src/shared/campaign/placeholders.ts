// Of approved templates: `{{1}}`, `{{2}}` or words. The shape is fixed; nothing that a user writes becomes part of it.
const placeholder = /\{\{\s*(\w{1,60})\s*\}\}/g;

/** The names of the placeholders, each once: numbers by their order, words as they are first written. */
export function placeholdersOf(text: string): readonly string[] {
  const names = [...new Set(Array.from(text.matchAll(placeholder), ([, name = '']) => name))];
  return names.every(isNumbered) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

export const isNumbered = (name: string): boolean => /^\d+$/.test(name);

/** The text with what stands for its placeholders, in the order of `placeholdersOf`; braces in a value mean nothing. */
export function filledIn(text: string, values: readonly string[]): string {
  const names = placeholdersOf(text);
  return text.replace(placeholder, (_, name: string) => values[names.indexOf(name)] ?? '');
}

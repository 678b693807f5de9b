import { at, isFields } from './json.ts';

/** The fields that a body may have, each with the test of its value. */
export type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

/** What is wrong with a body: no object, a field that is not documented, one of the wrong type, one missing. */
export function wrongBody(body: unknown, shape: Shape, required: readonly string[]): string | null {
  if (!isFields(body)) return 'the body must be a JSON object';
  for (const [key, value] of Object.entries(body)) {
    const is = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (!is) return `"${key}" is not allowed`;
    if (!is(value)) return `"${key}" has the wrong type`;
  }
  const missing = required.find((key) => at(body, key) === undefined);
  return missing === undefined ? null : `"${missing}" is required`;
}

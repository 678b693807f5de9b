const deepest = 2;
const mostKeys = 12;

/**
 * Keys and types of an answer, without its values: what is logged of an answer that is not understood. A key that
 * could be a value (a number in a map of numbers) is not told either.
 */
export function shapeOf(value: unknown, depth = deepest): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 || depth === 0 ? '[]' : `[${shapeOf(value[0], depth - 1)}, …]`;
  if (typeof value !== 'object') return typeof value;
  const entries = Object.entries(value);
  if (depth === 0) return '{}';
  const told = entries.slice(0, mostKeys).map(([key, part]) => `${keyOf(key)}: ${shapeOf(part, depth - 1)}`);
  return `{${[...told, ...(entries.length > mostKeys ? ['…'] : [])].join(', ')}}`;
}

const keyOf = (key: string): string => (/^[a-z][a-zA-Z_]{0,31}$/.test(key) ? key : '•');

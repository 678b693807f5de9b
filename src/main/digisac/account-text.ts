import { z } from 'zod';

const sayingSchema = z.object({
  message: z.unknown(),
  error: z.unknown(),
  errors: z.unknown(),
  detail: z.unknown(),
  details: z.unknown(),
});

/** How deep a reason may be wrapped: `{errors: [{message}]}`, `{error: {message}}`. */
const deepest = 3;

/**
 * What an account says in words, of whatever shape: `{error, message, status}` as recorded, plain text, lists of
 * errors. Never a page of a gateway. Facts, section 3.
 */
export function accountText(answer: { readonly json: unknown; readonly text: string }): string {
  if (answer.json === undefined) return isPage(answer.text) ? '' : answer.text.trim();
  return saying(answer.json, deepest) ?? '';
}

function saying(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.trim() || null;
  if (depth === 0) return null;
  if (Array.isArray(value)) {
    const parts = value.slice(0, 5).flatMap((part) => saying(part, depth - 1) ?? []);
    return parts.length > 0 ? parts.join('; ') : null;
  }
  const parsed = sayingSchema.partial().safeParse(value);
  if (!parsed.success) return null;
  const { message, errors, detail, details, error } = parsed.data;
  // `error` is often the name of a class only, so it comes last.
  for (const part of [message, errors, detail, details, error]) {
    const words = saying(part, depth - 1);
    if (words !== null) return words;
  }
  return null;
}

/** HTML or XML: a page of a gateway, or of a site that is no Digisac. */
export const isPage = (text: string): boolean => /^\s*(\ufeff)?\s*</.test(text);

export const saysDisconnected = (words: string): boolean => /disconnected|desconectad/i.test(words);

/** The id in "Service (…) disconnected."; empty where it is not told. */
export const serviceIdIn = (words: string): string => /\(([\w-]{1,64})\)/.exec(words)?.[1] ?? '';

export const saysThrottled = (words: string): boolean =>
  /too many|rate.?limit|thrott|slow down|quota|muitas (requisi|tentativ)|limite de requisi|demasiad|error code: ?1015/i.test(
    words,
  );

/** Cloudflare's refusals that patience does not mend: browser (1010), address (1006 to 1009, 1012), firewall (1020). */
export const saysBlocked = (text: string): boolean =>
  /error code: ?(1006|1007|1008|1009|1010|1011|1012|1020)\b/i.test(text) ||
  /cf-error-code[^>]*>\s*(1006|1007|1008|1009|1010|1011|1012|1020)\b/i.test(text) ||
  /<title>[^<]*\|\s*10(06|07|08|09|10|11|12|20)\s*:/i.test(text);

/** The route itself does not exist, as the account or its framework says it. */
export const saysNoRoute = (text: string): boolean =>
  /route not found|rota n[ãa]o encontrada|cannot (get|post|put|delete) \//i.test(text);

/** A contact, tag or field of that kind is there already. "Does not exist" is another thing. */
export const saysAlreadyThere = (words: string): boolean =>
  /\balready\b|(?<!\p{L})já(?!\p{L})|duplicat|duplicad|unique constraint/iu.test(words) ||
  (/\b(exists|existe)\b/i.test(words) && !/\b(not|n[ãa]o|no)\s+(exist|existe)/i.test(words));

/** The longest reason that is shown: sentences of accounts are short, stack traces and echoes are not. */
const longest = 200;
const blank = '•••';

/** Ids and codes of Meta, `(#131008)`, are told; longer runs of digits may be a phone number, whatever stands between. */
const personal =
  /([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})|[\w.+-]+@[\w-]+(\.[\w-]+)+|\+?\(?\d(?:[\s().+-]*\d){6,}/gi;

/** Long random words: tokens and their like. */
const secret = /\b(?=[\w-]*\d)[a-z\d_-]{28,}\b/gi;

/** What somebody wrote is quoted. An apostrophe inside a word opens nothing. */
const quoted = /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`|(?<![\p{L}\d])'[^']*'(?![\p{L}\d])/gu;

/**
 * The account's own words, fit for a problem and a log: without numbers, addresses and what was quoted, without
 * markup, on one line, not longer than a sentence. `conceal` is what was sent and could come back: names, texts.
 */
export function masked(text: string, conceal: readonly string[] = []): string {
  const known = conceal
    .map((part) => part.trim())
    .filter((part) => part.length > 1)
    .sort((a, b) => b.length - a.length);
  let plain = text.replace(/<[^>]*>/g, ' ');
  for (const part of known) plain = withoutPart(plain, part);
  plain = plain
    .replace(quoted, (found) => (isCode(found) ? found : blank))
    .replace(secret, (found) => (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(found) ? found : blank))
    .replace(personal, (found, id: string | undefined) => (id === undefined ? blank : found))
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1).trimEnd()}…` : plain;
}

/** Names of fields and ids are quoted as well, and help: 'serviceId', "tagIds[0]". No word of a person looks so. */
const isCode = (found: string): boolean => /^.[a-z]+([A-Z][a-z]*)+(\[\d{1,3}\])?.$/.test(found);

function withoutPart(text: string, part: string): string {
  const pattern = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  return text.replace(new RegExp(`(?<![\\p{L}\\d])${pattern}(?![\\p{L}\\d])`, 'giu'), blank);
}

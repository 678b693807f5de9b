import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';

/** Where an account answers. */
export interface Address {
  /** The same string for the same account, however it was pasted. Parsing it gives the same again. */
  readonly address: string;
  /** What the routes of the API stand behind, without a slash at its end. */
  readonly baseUrl: string;
  /** With the port, where it is not the usual one. */
  readonly host: string;
  /** A name to suggest for the account: the first label of its host. */
  readonly name: string;
}

/**
 * The account's address, in any form that people paste: with or without a scheme, with `/api/v1`, a page of the
 * account, quotes around it, words before it. Any domain: partners run Digisac under their own. What says nothing of
 * the account (credentials, query, fragment, the page) is dropped; a path before `/api/v1` is kept.
 *
 * The token goes to this address, so it is https, but for this machine and private networks.
 * Source of the forms: API facts, section 1.
 */
export function parseAddress(pasted: string): Result<Address, Problem> {
  const url = urlOf(pasted);
  const host = url === null ? null : accountHost(url.hostname);
  if (url === null || host === null) return err({ kind: 'addressInvalid' });
  const scheme = url.protocol === 'http:' && isNear(host) ? 'http:' : 'https:';
  const place = `${host}${url.port === '' ? '' : `:${url.port}`}`;
  const origin = new URL(`${scheme}//${place}`);
  const prefix = prefixOf(url.pathname);
  const baseUrl = `${origin.origin}${prefix}/api/v1`;
  return ok({
    address: prefix === '' ? origin.origin : baseUrl,
    baseUrl,
    host: origin.host,
    name: nameOf(origin.hostname),
  });
}

/** What an address is wrapped in by mails, chats and spreadsheets; zero-width characters come along with copying. */
const wrapping = /^[\s"'`“”‘’«»<>(),;]+|[\s"'`“”‘’«»<>(),;.]+$/g;
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

function urlOf(pasted: string): URL | null {
  const visible = pasted.replace(invisible, '');
  const named = /https?:\/\/\S+/i.exec(visible)?.[0] ?? visible;
  const text = named.replace(wrapping, '').replace(/^\/\//, '');
  const hasScheme = /^https?:\/\//i.test(text);
  // A colon that no port follows: another scheme. An @ without a scheme: somebody's mail address.
  if (!hasScheme && (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) || /^[^/?#]*@/.test(text))) return null;
  if (/\s/.test(text) || !mayHaveHost(text)) return null;
  const assumed = /^(localhost|127(\.\d+){3}|\[::1\])([:/?#]|$)/i.test(text) ? 'http://' : 'https://';
  const candidate = hasScheme ? text : assumed + text;
  return URL.canParse(candidate) ? new URL(candidate) : null;
}

/** URL reads any number as an IPv4 address: a token or a phone number would become a host. */
function mayHaveHost(text: string): boolean {
  const host = text
    .replace(/^https?:\/\//i, '')
    .replace(/[/?#].*$/s, '')
    .replace(/^.*@/, '');
  return /[^.]\.[^.]/.test(host) || /^localhost(:|$)/i.test(host) || host.startsWith('[');
}

/** The host of the account; older addresses of the API, `<account>-api.digisac.app/v1`, were the same account. */
function accountHost(hostname: string): string | null {
  const host = hostname.replace(/\.$/, '').replace(/^(.+)-api(\.digisac\..+)$/, '$1$2');
  const isPlace = host === 'localhost' || host.startsWith('[') || /^[a-z\d_-]+(\.[a-z\d_-]+)+$/.test(host);
  return isPlace ? host : null;
}

/** This machine, or a network that only its members reach. */
function isNear(host: string): boolean {
  return (
    isLoopback(host) ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(host) ||
    /^\[(f[cd]|fe[89ab])/.test(host)
  );
}

/** Does this host (as URL writes it) never leave this machine? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d+){3}$/.test(host) || host === '[::1]';
}

/** Only what stands before `/api/v1` is a prefix; any other path is a page of the account, `/settings/api` too. */
function prefixOf(pathname: string): string {
  const before = /^(.*?)\/+api\/+v1(\/|$)/i.exec(pathname)?.[1] ?? '';
  return before.replace(/\/{2,}/g, '/').replace(/\/$/, '');
}

function nameOf(hostname: string): string {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return hostname;
  const labels = hostname.split('.');
  return (labels[0] === 'www' ? labels[1] : labels[0]) ?? hostname;
}

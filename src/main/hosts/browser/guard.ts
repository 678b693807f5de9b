import { createHash, timingSafeEqual } from 'node:crypto';

/** What a request says of itself, as far as the door is concerned. Header values as they came. */
export interface Ask {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `sec-fetch-site`: where the page stands that asks; older browsers and programs don't say. */
  readonly site: string | undefined;
  readonly cookie: string | undefined;
  readonly isUpgrade: boolean;
}

/** What the door knows: the link that was not used yet, and who has come in. Secrets as `digestOf` gives them. */
export interface Door {
  readonly port: number;
  readonly link: Digest | null;
  readonly sessions: readonly Digest[];
}

export type Digest = string;

export type Verdict =
  /** The link, for the first time: the link is to be forgotten, and a session to be given. */
  | { readonly kind: 'enter' }
  | { readonly kind: 'pass'; readonly path: string }
  | { readonly kind: 'refuse'; readonly why: Refusal };

export type Refusal = 'host' | 'origin' | 'site' | 'link' | 'session' | 'method';

const refuse = (why: Refusal): Verdict => ({ kind: 'refuse', why });

/** Under this path comes the one-time token, as its query. */
export const linkPath = '/abrir';

/** Cookies know no ports: the name keeps two Malotes of one machine apart. */
export const cookieName = (port: number): string => `malote-${port}`;

export const digestOf = (secret: string): Digest => createHash('sha256').update(secret).digest('hex');

/** Takes the same time wherever the two differ: both are digests, so both have one length. */
const isSame = (a: Digest, b: Digest): boolean => timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));

/**
 * Who may come in. A page of another site can make a browser ask anything of this port, and names under its
 * control can be made to lead here; neither knows the session, and each further check would hold by itself.
 */
export function judge(ask: Ask, door: Door): Verdict {
  const hosts = [`127.0.0.1:${door.port}`, `localhost:${door.port}`];
  if (ask.host === undefined || !hosts.includes(ask.host.toLowerCase())) return refuse('host');

  const isRead = ask.method === 'GET' || ask.method === 'HEAD';
  if (!isRead && ask.method !== 'POST') return refuse('method');
  const { path, token } = partsOf(ask.url);

  if (path === linkPath) {
    if (ask.method !== 'GET' || ask.isUpgrade) return refuse('method');
    if (door.link === null || token === null || !isSame(digestOf(token), door.link)) return refuse('link');
    return { kind: 'enter' };
  }

  const origin = `http://${ask.host.toLowerCase()}`;
  if (ask.origin !== undefined && ask.origin !== origin) return refuse('origin');
  // Browsers send it with every upgrade and POST. Of a POST, `sec-fetch-site` tells as much, and no page can set it.
  const mustName = ask.isUpgrade || (!isRead && ask.site !== 'same-origin');
  if (mustName && ask.origin === undefined) return refuse('origin');
  // `none` is a person: the address typed, a bookmark. Only reads begin like that.
  const isOwn =
    ask.site === undefined || ask.site === 'same-origin' || (ask.site === 'none' && isRead && !ask.isUpgrade);
  if (!isOwn) return refuse('site');

  const session = cookieIn(ask.cookie, cookieName(door.port));
  if (session === null) return refuse('session');
  const digest = digestOf(session);
  // All are compared, so that the time tells nothing.
  const isKnown = door.sessions.filter((known) => isSame(known, digest)).length > 0;
  return isKnown ? { kind: 'pass', path } : refuse('session');
}

function partsOf(url: string): { readonly path: string; readonly token: string | null } {
  const [path = '', query = ''] = url.split('?', 2);
  return { path, token: new URLSearchParams(query).get('token') };
}

function cookieIn(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return null;
}

/** The answer to the link: the browser keeps the session, and no page can read it. */
export const sessionCookie = (port: number, session: string): string =>
  `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`;

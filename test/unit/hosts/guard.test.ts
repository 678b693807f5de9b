import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Ask,
  cookieName,
  type Door,
  digestOf,
  judge,
  linkPath,
  type Refusal,
  sessionCookie,
} from '#main/hosts/browser/guard.ts';

const port = 4711;
const token = 'the-token-of-the-link';
const session = 'the-session-of-the-cookie';
const door: Door = { port, link: digestOf(token), sessions: [digestOf('another browser'), digestOf(session)] };

/** A request of our own page; a test changes what it is about. */
const anAsk = (different: Partial<Ask> = {}): Ask => ({
  method: 'GET',
  url: '/',
  host: `127.0.0.1:${port}`,
  origin: undefined,
  site: 'same-origin',
  cookie: `other=1; ${cookieName(port)}=${session}`,
  isUpgrade: false,
  ...different,
});
const own = `http://127.0.0.1:${port}`;
const aPost = (different: Partial<Ask> = {}) => anAsk({ method: 'POST', url: '/upload', origin: own, ...different });
const anUpgrade = (different: Partial<Ask> = {}) => anAsk({ url: '/rpc', origin: own, isUpgrade: true, ...different });
const aLink = (different: Partial<Ask> = {}) =>
  anAsk({ url: `${linkPath}?token=${token}`, site: 'none', cookie: undefined, ...different });

describe('the door of the browser host', () => {
  it.each<[string, Ask]>([
    ['a page by its own script', anAsk()],
    ['a page by the address bar', anAsk({ site: 'none' })],
    ['a page by a browser that does not say where it stands', anAsk({ site: undefined })],
    ['a page by the name localhost', anAsk({ host: `localhost:${port}` })],
    ['a page by a name in capitals', anAsk({ host: `LOCALHOST:${port}` })],
    ['an upload', aPost()],
    ['an upload by a browser that does not say where it stands', aPost({ site: undefined })],
    ['an upload by a browser that says where it stands, and not its origin', aPost({ origin: undefined })],
    ['a WebSocket', anUpgrade()],
  ])('lets in %s', (_what, ask) => {
    expect(judge(ask, door)).toEqual({ kind: 'pass', path: ask.url });
  });

  it.each<[string, Ask, Refusal]>([
    ['without a host', anAsk({ host: undefined }), 'host'],
    ['under a name that was made to lead here', anAsk({ host: `evil.example:${port}` }), 'host'],
    ['under a name that only begins like ours', anAsk({ host: `127.0.0.1.evil.example:${port}` }), 'host'],
    ['under another port', anAsk({ host: '127.0.0.1:80' }), 'host'],
    ['under another address of this machine', anAsk({ host: `0.0.0.0:${port}` }), 'host'],
    ['by another site', anAsk({ site: 'cross-site' }), 'site'],
    ['by another port of this machine', anAsk({ site: 'same-site' }), 'site'],
    ['by a read with a foreign origin', anAsk({ origin: 'https://evil.example' }), 'origin'],
    ['by a page without an origin of its own', anAsk({ origin: 'null' }), 'origin'],
    ['without a session', anAsk({ cookie: undefined }), 'session'],
    ['with a session that was never given', anAsk({ cookie: `${cookieName(port)}=guess` }), 'session'],
    ['with an empty session', anAsk({ cookie: `${cookieName(port)}=` }), 'session'],
    ['with the session of another Malote', anAsk({ cookie: `${cookieName(1)}=${session}` }), 'session'],
    ['by a method that nothing here has', anAsk({ method: 'OPTIONS' }), 'method'],
    ['by DELETE', anAsk({ method: 'DELETE', origin: own }), 'method'],
    ['by a post of another site', aPost({ origin: 'https://evil.example' }), 'origin'],
    ['by a post of another port', aPost({ origin: 'http://127.0.0.1:1' }), 'origin'],
    ['by a post that says nothing of where it stands', aPost({ origin: undefined, site: undefined }), 'origin'],
    ['by a post of another port that leaves its origin out', aPost({ origin: undefined, site: 'same-site' }), 'origin'],
    ['by a post of a form on another page', aPost({ site: 'cross-site' }), 'site'],
    ['by a post out of nowhere', aPost({ site: 'none' }), 'site'],
    ['by a WebSocket of another site', anUpgrade({ origin: 'https://evil.example' }), 'origin'],
    ['by a WebSocket without an origin', anUpgrade({ origin: undefined }), 'origin'],
    ['by a WebSocket of the same machine by another name', anUpgrade({ origin: `http://localhost:${port}` }), 'origin'],
    ['by a WebSocket without a session', anUpgrade({ cookie: undefined }), 'session'],
    ['with the token of the link on another path', anAsk({ url: `/?token=${token}`, cookie: undefined }), 'session'],
  ])('refuses what comes %s', (_how, ask, why) => {
    expect(judge(ask, door)).toEqual({ kind: 'refuse', why });
  });

  it('takes the token of the link once: the same link is refused when it was used', () => {
    expect(judge(aLink(), door)).toEqual({ kind: 'enter' });
    expect(judge(aLink(), { ...door, link: null })).toEqual({ kind: 'refuse', why: 'link' });
  });

  it('takes the link from wherever it was opened, but only under its own name and as a plain read', () => {
    expect(judge(aLink({ site: 'cross-site' }), door)).toEqual({ kind: 'enter' });
    expect(judge(aLink({ host: `evil.example:${port}` }), door)).toEqual({ kind: 'refuse', why: 'host' });
    expect(judge(aLink({ method: 'POST', origin: own }), door)).toEqual({ kind: 'refuse', why: 'method' });
    expect(judge(aLink({ isUpgrade: true }), door)).toEqual({ kind: 'refuse', why: 'method' });
    expect(judge(aLink({ url: linkPath }), door)).toEqual({ kind: 'refuse', why: 'link' });
  });

  it('knows nobody by anything but the whole secret', () => {
    fc.assert(
      fc.property(fc.string(), (guess) => {
        fc.pre(guess.trim() !== session && guess !== token);
        const asks = [
          anAsk({ cookie: `${cookieName(port)}=${guess.replaceAll(';', '')}` }),
          aLink({ url: `${linkPath}?token=${encodeURIComponent(guess)}` }),
        ];
        for (const ask of asks) expect(judge(ask, door).kind).toBe('refuse');
      }),
    );
  });

  it('lets nobody in under any other name, whatever else is right', () => {
    fc.assert(
      fc.property(fc.webAuthority({ withPort: true }), fc.boolean(), (host, isUpgrade) => {
        fc.pre(host !== `127.0.0.1:${port}` && host !== `localhost:${port}`);
        const ask = anAsk({ host, origin: `http://${host}`, isUpgrade });
        expect(judge(ask, door)).toEqual({ kind: 'refuse', why: 'host' });
      }),
    );
  });

  it('gives a cookie that no script reads and no other site sends', () => {
    expect(sessionCookie(port, session)).toBe(
      'malote-4711=the-session-of-the-cookie; Path=/; HttpOnly; SameSite=Strict',
    );
  });
});

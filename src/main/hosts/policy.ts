/** What a page of Malote may do, whichever host serves it. */
export interface PageOrigin {
  /** Where the page's frames go besides its own origin, such as `ws://127.0.0.1:4711`. */
  readonly frames: readonly string[];
  /** For the `<style>` elements that the page makes itself; null where the page was built without one. */
  readonly styleNonce: string | null;
}

/** Stands in the built page where the nonce of this answer belongs. */
export const noncePlaceholder = '__MALOTE_NONCE__';

/**
 * Everything is forbidden but what the page is built of. Styles: a page that carries the nonce's placeholder gets a
 * nonce, so that only its own `<style>` elements count; otherwise they have to be let in as such.
 */
export function contentSecurityPolicy({ frames, styleNonce }: PageOrigin): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styleNonce === null ? "'unsafe-inline'" : `'nonce-${styleNonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    ['connect-src', "'self'", ...frames].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** On every answer, refusals included. */
export const securityHeaders = (origin: PageOrigin): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(origin),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy':
    'camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
});

/** Bytes of an asset as they are served: the page itself carries the nonce of this answer. */
export function withNonce(page: string, nonce: string): { readonly page: string; readonly styleNonce: string | null } {
  if (!page.includes(noncePlaceholder)) return { page, styleNonce: null };
  return { page: page.replaceAll(noncePlaceholder, nonce), styleNonce: nonce };
}

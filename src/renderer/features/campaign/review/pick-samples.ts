import type { Preview } from '#shared/rpc/campaigns.ts';

export type Recipient = NonNullable<Preview['recipient']>;

/** So many neighbours are looked at for one who would be written to, before whoever stands there is shown. */
const mostTries = 12;

/**
 * Three recipients who would be written to: near the start, the middle and the end, because what is wrong with a sheet
 * seldom shows in its first line. Fewer where there are fewer; who is left out is shown only where nobody else is near.
 */
export async function pickSamples(preview: (offset: number) => Promise<Preview>): Promise<readonly Recipient[]> {
  const first = await preview(0);
  const last = first.total - 1;
  const picked = new Map<number, Recipient>();
  for (const wanted of new Set([0, Math.floor(last / 2), last])) {
    let fallback: Recipient | null = null;
    for (let tries = 0; tries < mostTries; tries += 1) {
      const offset = wanted === 0 ? tries : wanted - tries;
      if (offset < 0 || offset > last) break;
      const { recipient } = offset === 0 ? first : await preview(offset);
      if (recipient === null || picked.has(recipient.line)) continue;
      fallback ??= recipient;
      if (recipient.problem !== null) continue;
      fallback = recipient;
      break;
    }
    if (fallback !== null) picked.set(fallback.line, fallback);
  }
  return [...picked.values()].sort((a, b) => a.line - b.line);
}

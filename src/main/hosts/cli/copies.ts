import type { Copy } from '#shared/copies.ts';
import type { Language } from '#shared/sentences/languages.ts';

/** "26/11/2026 09:00 (12 MB)". */
export function copyWords({ takenAt, bytes }: Pick<Copy, 'takenAt' | 'bytes'>, language: Language): string {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(takenAt);
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1_048_576);
  return `${when} (${size} MB)`;
}

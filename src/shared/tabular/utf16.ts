import { byteOrderMark, startsWith } from './encoding.ts';

const encodings = ['utf-16le', 'utf-16be'] as const;
const judgedBytes = 65_536;

/** Which UTF-16 this is, if it is: by its mark, or because every other byte of Latin text is zero. */
export function sniffUtf16(head: Uint8Array): { encoding: (typeof encodings)[number]; marked: boolean } | null {
  const marked = encodings.find((encoding) => startsWith(head, byteOrderMark(encoding)));
  if (marked !== undefined) return { encoding: marked, marked: true };
  const bytes = head.subarray(0, judgedBytes);
  const zeros = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) if (bytes[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => (2 * count) / bytes.length);
  // 0.6: a sheet of Latin text has over 0.95 even with emoji in it; no table of another kind comes near.
  if (odd > 0.6 && even < 0.05) return { encoding: 'utf-16le', marked: false };
  return even > 0.6 && odd < 0.05 ? { encoding: 'utf-16be', marked: false } : null;
}

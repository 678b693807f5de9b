/**
 * A plain idea of a phone number, written for these tests alone: with a plus any international one, without it
 * a Brazilian one with area code.
 */
export function looksLikePhone(cell: string): boolean {
  const start = /^[^\p{L}]*/u.exec(cell.trim())?.[0] ?? '';
  if (!/^[\d\s()+.\-/]+$/.test(start)) return false;
  const digits = start.replace(/\.0\s*$/, '').replace(/\D/g, '');
  if (start.startsWith('+') && !digits.startsWith('55')) return digits.length >= 8 && digits.length <= 15;
  const national = digits.replace(/^0+/, '').replace(/^55(?=\d{10,11}$)/, '');
  return /^[1-9][1-9](9\d{8}|[2-8]\d{7})$/.test(national);
}

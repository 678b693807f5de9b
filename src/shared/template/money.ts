/** Longer cells are no amounts. */
const longest = 40;

const amount = /^(-?)\s*(?:R\$|BRL)?\s*(-?)(\d[\d.,]*)(?:\s*(?:reais|real|BRL))?$/i;

/**
 * An amount of reais as sheets have it ("1234.5", "1.234,50", "R$ 10"), as R$ 1.234,50. Null where it is none, is of another
 * currency, or could be read as two amounts ("1,234" is 1,23 in Brazil and 1.234 elsewhere): never wrong by a thousand.
 */
export function moneyOf(value: string): string | null {
  const text = value.replace(/[\s\u00a0\u202f]+/g, ' ').trim();
  if (text.length > longest) return null;
  // Spaces between groups of thousands.
  const [, sign = '', inner = '', digits = ''] = amount.exec(text.replace(/(?<=\d) (?=\d{3}(?!\d))/g, '')) ?? [];
  if (digits === '' || (sign !== '' && inner !== '')) return null;
  const parts = partsOf(digits);
  if (parts === null) return null;
  const { whole, cents } = rounded(parts.whole, parts.fraction);
  const isNegative = (sign !== '' || inner !== '') && (whole !== 0n || cents !== 0n);
  const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `${isNegative ? '-' : ''}R$ ${grouped},${String(cents).padStart(2, '0')}`;
}

/** Which of the separators is which; null where that is not certain. */
function partsOf(digits: string): { readonly whole: string; readonly fraction: string } | null {
  const used = new Set(digits.replace(/\d/g, ''));
  if (used.size === 0) return { whole: digits, fraction: '' };
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  const mark = digits.charAt(last);
  const behind = digits.slice(last + 1);
  const before = digits.slice(0, last);
  if (used.size === 2) {
    const other = mark === '.' ? ',' : '.';
    if (before.includes(mark) || behind === '') return null;
    const whole = ungrouped(before, other);
    return whole === null ? null : { whole, fraction: behind };
  }
  if (before.includes(mark)) {
    const whole = ungrouped(digits, mark);
    return whole === null ? null : { whole, fraction: '' };
  }
  if (behind.length !== 3) return behind === '' ? null : { whole: before, fraction: behind };
  // One mark with three digits behind it: thousands where it is a point, and nothing certain where it is a comma.
  const whole = mark === '.' ? ungrouped(digits, mark) : null;
  return whole === null ? null : { whole, fraction: '' };
}

function ungrouped(text: string, mark: string): string | null {
  const [first = '', ...groups] = text.split(mark);
  const isGrouped = first.length >= 1 && first.length <= 3 && groups.every((group) => /^\d{3}$/.test(group));
  return isGrouped && (groups.length === 0 || !first.startsWith('0')) ? first + groups.join('') : null;
}

/** To whole cents, half a cent upwards: 10.005 as well, which is a little less for a computer. */
function rounded(whole: string, fraction: string): { readonly whole: bigint; readonly cents: bigint } {
  const cents = BigInt(whole + fraction.slice(0, 2).padEnd(2, '0')) + (fraction.charAt(2) >= '5' ? 1n : 0n);
  return { whole: cents / 100n, cents: cents % 100n };
}

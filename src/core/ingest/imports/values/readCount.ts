/** A count as a platform showed it. */
export interface Count {
  value: number;
  /** The unit that it was rounded to: 100,000 for "1.2M". Left out: exact. */
  roundedTo?: number;
}

const units: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 };
/** More is no count of people. */
const maxCount = 1e15;

/**
 * "1234", "1,234", "1.234", "1 234", "1234.0", "1.2M", "1,2 M", "36K". Undefined for what is no
 * whole count of zero or more.
 */
export function readCount(given: string | number): Count | undefined {
  if (typeof given === 'number') return whole(given);
  const text = given.replace(/[\s\u00a0\u202f_'’]+/gu, '').toLowerCase();
  const [, digits = '', suffix] = /^([\d.,]+(?:e\+?\d+)?)([kmb])?$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const isGrouped = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*$/.test(digits);
  if (suffix === undefined) {
    return whole(Number(isGrouped ? digits.replace(/[.,]/g, '') : digits));
  }
  const plain = isGrouped ? digits.replace(/[.,]/g, '') : digits.replace(',', '.');
  const unit = units[suffix] ?? 1;
  const decimals = plain.split('.')[1]?.length ?? 0;
  const count = whole(Math.round(Number(plain) * unit));
  return count && { ...count, roundedTo: Math.max(1, unit / 10 ** decimals) };
}

function whole(value: number): Count | undefined {
  return Number.isInteger(value) && value >= 0 && value <= maxCount ? { value } : undefined;
}

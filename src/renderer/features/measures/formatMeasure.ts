import { formatCount } from '../../client/formats/format.ts';

/** `0.013`, `1.2`, `12`, `1.2K`: two or three digits that count; `0.000` is what is next to nothing. */
export function formatMeasure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return formatCount(Math.round(value));
  const digits = size >= 10 ? 0 : size >= 1 ? 1 : 2;
  if (size === 0) return '0';
  if (size < 0.0005) return '0.000';
  return size < 0.095 ? `${Number(value.toPrecision(1))}` : value.toFixed(digits);
}

/** A share of 1: `4.2 %`. */
export function formatPercent(share: number): string {
  return `${(share * 100).toFixed(share >= 0.1 ? 0 : share >= 0.001 ? 1 : 2)} %`;
}

/** Three digits that count: 0.0123, 1.23, 12.3, 1,234; 0.000 is what is next to nothing. */
export function formatFigure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return Math.round(value).toLocaleString('en');
  if (size < 0.0005) return '0.000';
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** A share of 1 in percent. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** `12.3 %` with three digits that count. */
export function formatPercent(share: number): string {
  const value = share * 100;
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} %`;
}

/** `0.012`, or `<.001`. */
export function formatP(p: number): string {
  return p < 0.001 ? '<.001' : p.toFixed(3);
}

const z = 1.959964;

/** Wilson's 95 % interval of a share (E. B. Wilson, 1927): sound for few cases and for none. */
export function wilsonInterval(hits: number, cases: number): { low: number; high: number } {
  if (cases === 0) return { low: 0, high: 1 };
  const share = hits / cases;
  const middle = share + z ** 2 / (2 * cases);
  const half = z * Math.sqrt((share * (1 - share)) / cases + z ** 2 / (4 * cases ** 2));
  const scale = 1 + z ** 2 / cases;
  return { low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) };
}

/** `3 of 120, 2.5 % (0.9–7.1)`. */
export function shareText(hits: number, cases: number): string {
  const { low, high } = wilsonInterval(hits, cases);
  const percent = (value: number): string => (100 * value).toFixed(1);
  const share = cases === 0 ? '–' : percent(hits / cases);
  return `${hits} of ${cases}, ${share} % (${percent(low)}–${percent(high)})`;
}

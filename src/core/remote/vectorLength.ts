/** As `Math.hypot`, for more numbers than a call can have arguments. NaN for what is no vector. */
export function vectorLength(numbers: readonly number[]): number {
  const largest = numbers.reduce((found, number) => Math.max(found, Math.abs(number)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  // Scaled, so that squares neither overflow nor vanish.
  return largest * Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0));
}

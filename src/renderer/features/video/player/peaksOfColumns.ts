/** The loudest peak (0 to 255) of each of so many equal parts; fewer peaks than parts repeat. */
export function peaksOfColumns(peaks: Uint8Array, columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * peaks.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / columns));
    let loudest = 0;
    for (const peak of peaks.subarray(from, to)) loudest = Math.max(loudest, peak);
    return loudest;
  });
}

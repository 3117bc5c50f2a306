const dayMs = 86_400_000;

/** Where spans of a video end at the latest: at its own end, or after a day where that is not known. */
export function codableMs({ durationMs }: { durationMs: number }): number {
  return durationMs > 0 ? durationMs : dayMs;
}

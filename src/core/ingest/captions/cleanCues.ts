/** A cue with its lines as plain text. */
export interface Cue {
  startMs: number;
  endMs: number;
  lines: readonly string[];
}

/** Cues closer than this follow one another without a pause. */
const touchingMs = 120;
/** More than any screen shows; comparing takes time that grows with its square. */
const maxRolledLines = 16;

/**
 * Cues in order, without overlaps and repetitions:
 * - cues without length or text, or that begin after the end of the video, are dropped;
 * - lines that roll (YouTube's automatic captions show each line twice) are kept once;
 * - a cue that repeats the one before lengthens it;
 * - cues that begin together become one; otherwise the earlier ends where the later begins.
 */
export function cleanCues(cues: readonly Cue[], durationMs: number): Cue[] {
  const limitMs = durationMs > 0 ? durationMs : Number.POSITIVE_INFINITY;
  const ordered = cues
    .map((cue) => ({
      ...cue,
      startMs: Math.max(0, cue.startMs),
      endMs: Math.min(cue.endMs, limitMs),
    }))
    .filter((cue) => cue.lines.length > 0 && cue.endMs > cue.startMs)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);

  const kept: (Cue & { lines: string[] })[] = [];
  /** What the cue before showed, with the lines that were dropped as repetitions. */
  let shown: readonly string[] = [];
  for (const cue of ordered) {
    const last = kept.at(-1);
    if (last === undefined || cue.startMs > last.endMs + touchingMs) {
      kept.push({ ...cue, lines: [...cue.lines] });
      shown = cue.lines;
      continue;
    }
    const fresh = cue.lines.slice(repeatedLines(shown, cue.lines));
    shown = cue.lines;
    if (fresh.length === 0) {
      last.endMs = Math.max(last.endMs, cue.endMs);
    } else if (cue.startMs === last.startMs) {
      for (const line of fresh) last.lines.push(line);
      last.endMs = Math.max(last.endMs, cue.endMs);
    } else {
      last.endMs = Math.min(last.endMs, cue.startMs);
      kept.push({ ...cue, lines: fresh });
    }
  }
  return kept;
}

/** How many first lines of `next` are the last lines of `before`. */
function repeatedLines(before: readonly string[], next: readonly string[]): number {
  for (let count = Math.min(before.length, next.length, maxRolledLines); count > 0; count--) {
    if (before.slice(-count).every((line, i) => line === next[i])) return count;
  }
  return 0;
}

import { comparable, isSameText } from './sameText.ts';
import type { ScreenLine } from './visionCalls.ts';

/** The lines of one frame and for how long they were shown. */
export interface ReadFrame {
  startMs: number;
  endMs: number;
  lines: readonly ScreenLine[];
}

/** A text on screen, in its best reading. */
export interface TextSpan {
  startMs: number;
  endMs: number;
  text: string;
  confidence: number;
}

/** Texture that looks like letters is read with less than this. */
const minConfidence = 0.7;
/** One or two characters are a logo or texture more often than text. */
const minShortConfidence = 0.9;
/** A text that was missed on frames between stays one text for this long. */
const maxGapMs = 1_000;
const maxSpans = 5_000;

interface OpenSpan extends TextSpan {
  top: number;
}

/**
 * Lines of consecutive frames as texts with time spans: readings of the same text become one
 * span with the surest reading. Ordered by time, then from top to bottom.
 */
export function mergeLines(frames: readonly ReadFrame[]): TextSpan[] {
  const spans: OpenSpan[] = [];
  let open: OpenSpan[] = [];
  for (const frame of frames) {
    open = open.filter((span) => frame.startMs - span.endMs <= maxGapMs);
    const taken = new Set<OpenSpan>();
    for (const line of frame.lines.filter(isReadable)) {
      const same = open.find((span) => !taken.has(span) && isSameText(span.text, line.text));
      const span = same ?? openSpan(line, frame);
      if (same === undefined) {
        if (spans.length >= maxSpans) continue;
        spans.push(span);
        open.push(span);
      }
      taken.add(span);
      span.endMs = Math.max(span.endMs, frame.endMs);
      if (line.confidence > span.confidence) {
        span.text = line.text;
        span.confidence = line.confidence;
      }
    }
  }
  return spans
    .filter((span) => span.endMs > span.startMs)
    .sort((a, b) => a.startMs - b.startMs || a.top - b.top)
    .map(({ startMs, endMs, text, confidence }) => ({ startMs, endMs, text, confidence }));
}

function isReadable({ text, confidence }: ScreenLine): boolean {
  const letters = comparable(text).length;
  if (letters === 0) return false;
  return confidence >= (letters <= 2 ? minShortConfidence : minConfidence);
}

function openSpan(line: ScreenLine, { startMs, endMs }: ReadFrame): OpenSpan {
  return { startMs, endMs, text: line.text, confidence: line.confidence, top: line.box[1] };
}

import type { ScreenLine } from '../visionCalls.ts';
import type { Line, Place } from './place.ts';
import { readingOrder } from './readingOrder.ts';
import { comparable } from './sameText.ts';

/** Lines that belong together: what one would paste onto a video as one piece of text. */
export interface Card extends Place {
  words: readonly string[];
  /** The mean over its lines, 0 to 1. */
  confidence: number;
  lines: number;
  /** Of a line of it. */
  lineHeight: number;
}

/** Texture that looks like letters is read with less than this. */
const minConfidence = 0.7;
/** One or two characters are a logo or texture more often than text. */
const minShortConfidence = 0.9;
/** Lines that are turned less than this apart are turned alike, in radians. */
const sameTurn = 0.08;
/** In heights of a line: between words of a row, and between rows of a card. */
const maxWordGap = 0.8;
const maxRowGap = 0.9;
/** A word without tall letters is lower than its neighbour, a heading is higher than this. */
const maxHeightRatio = 1.7;

/** The cards of a frame, from top to bottom and left to right. */
export function layOutCards(lines: readonly ScreenLine[]): Card[] {
  const readable = lines.filter(isReadable);
  return groupBy(readable, (a, b) => Math.abs(a.box.angle - b.box.angle) < sameTurn)
    .flatMap((group) => {
      const angle = group.reduce((sum, { box }) => sum + box.angle, 0) / group.length;
      return cardsOf(group.map((line) => turnBack(line, Math.abs(angle) < sameTurn ? 0 : angle)));
    })
    .sort((a, b) => a.top - b.top || a.left - b.left);
}

function isReadable({ text, confidence }: ScreenLine): boolean {
  const letters = comparable(text).length;
  if (letters === 0) return false;
  return confidence >= (letters <= 2 ? minShortConfidence : minConfidence);
}

/** The line as it is where the picture is turned so that it is level. */
function turnBack({ text, confidence, box }: ScreenLine, angle: number): Line {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [box.x * cos + box.y * sin, box.y * cos - box.x * sin];
  return {
    ...{ text, confidence, left: x - box.width / 2, right: x + box.width / 2 },
    ...{ top: y - box.height / 2, bottom: y + box.height / 2 },
  };
}

function cardsOf(lines: readonly Line[]): Card[] {
  const rows = groupBy(lines, isSameRow).map(
    (parts): Line => ({
      ...around(parts),
      text: parts
        .toSorted((a, b) => a.left - b.left)
        .map(({ text }) => text)
        .join(' '),
      confidence: mean(parts.map(({ confidence }) => confidence)),
    }),
  );
  return groupBy(rows, isSameCard).map((group): Card => {
    const ordered = readingOrder(group);
    return {
      ...around(group),
      words: ordered.flatMap(({ text }) => text.split(' ')),
      confidence: mean(group.map(({ confidence }) => confidence)),
      lines: group.length,
      lineHeight: mean(group.map(heightOf)),
    };
  });
}

function isSameRow(a: Line, b: Line): boolean {
  const height = Math.min(heightOf(a), heightOf(b));
  const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const gap = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return isLikeHigh(a, b) && common >= height / 2 && gap <= maxWordGap * height;
}

function isSameCard(a: Line, b: Line): boolean {
  const height = Math.min(heightOf(a), heightOf(b));
  const gap = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
  const common = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return isLikeHigh(a, b) && gap <= maxRowGap * height && gap > -height / 2 && common > 0;
}

function isLikeHigh(a: Line, b: Line): boolean {
  const [low, high] = [heightOf(a), heightOf(b)].sort((x, y) => x - y);
  return (high ?? 0) <= maxHeightRatio * (low ?? 0);
}

function heightOf({ top, bottom }: Place): number {
  return bottom - top;
}

function around(places: readonly Place[]): Place {
  return {
    left: Math.min(...places.map(({ left }) => left)),
    top: Math.min(...places.map(({ top }) => top)),
    right: Math.max(...places.map(({ right }) => right)),
    bottom: Math.max(...places.map(({ bottom }) => bottom)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Items in groups within which each is reached from each by pairs that belong together. */
function groupBy<T>(items: readonly T[], belong: (a: T, b: T) => boolean): T[][] {
  const groups: T[][] = [];
  for (const item of items) {
    const near = groups.filter((group) => group.some((other) => belong(other, item)));
    const [first, ...others] = near;
    if (first === undefined) groups.push([item]);
    else {
      first.push(item, ...others.flat());
      for (const other of others) groups.splice(groups.indexOf(other), 1);
    }
  }
  return groups;
}

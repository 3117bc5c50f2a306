import type { OnScreenTextDto } from '../../../../contract/index.ts';
import type { Place } from './place.ts';
import { comparable } from './sameText.ts';
import type { FinishedText } from './trackedText.ts';

/** Of the video: a handle is shown that long, and a name in a corner nearly throughout. */
const minHandleShare = 0.6;
const minCornerShare = 0.9;
/** Below this nothing stays. */
const minVideoMs = 2_000;
/** A name in a corner is small, short, and near two edges: as parts of the picture. */
const maxLineShare = 0.035;
const maxCornerWords = 3;
const cornerShare = 0.15;

const handle =
  /^(?:[a-z]+\s)?@[\p{L}\p{N}._-]{2,}$|^(?:www\.)?[\p{L}\p{N}-]{2,}(?:\.[\p{L}]{2,})+(?:\/\S*)?$/iu;

interface Video {
  width: number;
  height: number;
  endMs: number;
}

/**
 * Marks what stays through a video: the handle of who made it (also where it jumps from corner to
 * corner, as TikTok's does), or a name in a corner while other texts come and go. Each is one text.
 */
export function tellWatermarks(texts: readonly FinishedText[], video: Video): OnScreenTextDto[] {
  const groups = Map.groupBy(texts, ({ text }) => comparable(text));
  const spans: (OnScreenTextDto | undefined)[] = texts.map((text) => {
    const showings = groups.get(comparable(text.text)) ?? [text];
    const { places: _, ...plain } = text;
    if (!isWatermark(showings, texts, video)) return { ...plain, kind: 'text' };
    // The first stands for all.
    if (showings[0] !== text) return undefined;
    const endMs = Math.max(...showings.map((each) => each.endMs));
    return { ...plain, endMs, words: undefined, kind: 'watermark' };
  });
  return spans.filter((span) => span !== undefined);
}

function isWatermark(
  showings: readonly FinishedText[],
  texts: readonly FinishedText[],
  video: Video,
): boolean {
  if (video.endMs < minVideoMs) return false;
  const shownMs = showings.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const share = shownMs / video.endMs;
  const [{ text = '' } = {}] = showings;
  if (handle.test(text)) return share >= minHandleShare;
  const othersChange = texts.some(
    (other) => !showings.includes(other) && other.endMs - other.startMs < video.endMs / 2,
  );
  return (
    share >= minCornerShare &&
    othersChange &&
    text.split(' ').length <= maxCornerWords &&
    showings.every(({ places }) => places.every((place) => isInCorner(place, video)))
  );
}

function isInCorner({ left, top, right, bottom }: Place, { width, height }: Video): boolean {
  const isSmall = bottom - top <= maxLineShare * height;
  const isAtSide = left <= cornerShare * width || right >= (1 - cornerShare) * width;
  const isAtEnd = top <= cornerShare * height || bottom >= (1 - cornerShare) * height;
  const isWide = right - left > width / 2;
  return isSmall && isAtSide && isAtEnd && !isWide;
}

import type { ChunkKind, SearchHit } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { searchMessages } from '../../../messages/library/search.ts';

/** Where a moment's text comes from, in a word. */
export const kindNames: Readonly<Record<ChunkKind, string>> = {
  speech: searchMessages.hitLabels.speech,
  screen: searchMessages.hitLabels.screen,
  title: searchMessages.hitLabels.title,
  picture: searchMessages.hitLabels.picture,
  comment: searchMessages.hitLabels.comment,
  watermark: searchMessages.hitLabels.watermark,
  seen: searchMessages.hitLabels.seen,
};

/** How a moment was found, in a word or two. */
export function matchName(matched: SearchHit['matched']): string {
  const words = matched.includes('words');
  const meaning = matched.includes('meaning');
  if (words && meaning) return searchMessages.hitLabels.wordsAndMeaning;
  return words ? searchMessages.hitLabels.words : searchMessages.hitLabels.meaning;
}

/** `0:03 – 0:07`, or what has no time of its own. */
export function formatSpan({ startMs, endMs }: Pick<SearchHit, 'startMs' | 'endMs'>): string {
  if (endMs === 0) return searchMessages.hitLabels.wholeVideo;
  return `${formatClock(startMs)} – ${formatClock(endMs)}`;
}

/** Names a hit among others; two hits of one name are the same moment. */
export function hitKey({ videoId, kind, startMs, endMs }: SearchHit): string {
  return `${videoId}/${kind}/${startMs}-${endMs}`;
}

import type { ChunkKind, SearchHit } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/format.ts';
import { searchMessages } from '../../../messages/search.ts';

/** Where a moment's text comes from, in a word. */
export const kindNames: Readonly<Record<ChunkKind, string>> = {
  speech: searchMessages.hitWords.speech,
  screen: searchMessages.hitWords.screen,
  title: searchMessages.hitWords.title,
  picture: searchMessages.hitWords.picture,
};

/** How a moment was found, in a word or two. */
export function matchName(matched: SearchHit['matched']): string {
  const words = matched.includes('words');
  const meaning = matched.includes('meaning');
  if (words && meaning) return searchMessages.hitWords.wordsAndMeaning;
  return words ? searchMessages.hitWords.words : searchMessages.hitWords.meaning;
}

/** `0:03 – 0:07`. */
export function spanWords({ startMs, endMs }: Pick<SearchHit, 'startMs' | 'endMs'>): string {
  return `${formatClock(startMs)} – ${formatClock(endMs)}`;
}

/** Names a hit among others; two hits of one name are the same moment. */
export function hitKey({ videoId, kind, startMs, endMs }: SearchHit): string {
  return `${videoId}/${kind}/${startMs}-${endMs}`;
}

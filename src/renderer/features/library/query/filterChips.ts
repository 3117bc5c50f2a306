import { formatClock, formatCount, formatDay } from '../../../client/formats/format.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { reviewMessages } from '../../../messages/video/review.ts';
import { languageName } from './languageName.ts';
import { type LibraryQuery, listChoiceOf } from './libraryQuery.ts';

export interface FilterChip {
  label: string;
  /** Change of the query that takes the filter away. */
  without: Partial<LibraryQuery>;
}

/** Everything that fits all: the query without its filters, its order and view kept. */
export const noFilters = {
  text: '',
  channel: undefined,
  platform: undefined,
  language: undefined,
  publishedFrom: undefined,
  publishedTo: undefined,
  minViews: undefined,
  minSeconds: undefined,
  maxSeconds: undefined,
  hasSpeech: undefined,
  reposts: undefined,
  status: undefined,
  minRating: undefined,
  tag: undefined,
  shows: undefined,
} satisfies Partial<LibraryQuery>;

/** The filters of a query in words, in the order of the form. */
export function filterChips(query: LibraryQuery): FilterChip[] {
  const { filters } = listChoiceOf(query);
  const { channel, platform, language, minViews, minSeconds, maxSeconds, hasSpeech } = query;
  const chips: FilterChip[] = [];
  if (channel !== undefined) chips.push({ label: channel, without: { channel: undefined } });
  if (platform !== undefined) chips.push({ label: platform, without: { platform: undefined } });
  if (language !== undefined) {
    chips.push({ label: languageName(language), without: { language: undefined } });
  }
  if (filters.publishedAfterMs !== undefined) {
    const label = libraryMessages.filterChips.from(formatDay(filters.publishedAfterMs));
    chips.push({ label, without: { publishedFrom: undefined } });
  }
  if (filters.publishedBeforeMs !== undefined) {
    const label = libraryMessages.filterChips.to(formatDay(filters.publishedBeforeMs - 1));
    chips.push({ label, without: { publishedTo: undefined } });
  }
  if (minViews !== undefined) {
    const label = libraryMessages.filterChips.minViews(formatCount(minViews));
    chips.push({ label, without: { minViews: undefined } });
  }
  if (minSeconds !== undefined) {
    const label = libraryMessages.filterChips.minLength(formatClock(minSeconds * 1000));
    chips.push({ label, without: { minSeconds: undefined } });
  }
  if (maxSeconds !== undefined) {
    const label = libraryMessages.filterChips.maxLength(formatClock(maxSeconds * 1000));
    chips.push({ label, without: { maxSeconds: undefined } });
  }
  if (hasSpeech !== undefined) {
    const label = hasSpeech
      ? libraryMessages.filterChips.withSpeech
      : libraryMessages.filterChips.withoutSpeech;
    chips.push({ label, without: { hasSpeech: undefined } });
  }
  if (query.reposts !== undefined) {
    const label = libraryMessages.filterChips.reposts[query.reposts];
    chips.push({ label, without: { reposts: undefined } });
  }
  if (query.status !== undefined) {
    const label = reviewMessages.status[query.status];
    chips.push({ label, without: { status: undefined } });
  }
  if (query.minRating !== undefined) {
    const label = reviewMessages.filters.starsOrMore(query.minRating);
    chips.push({ label, without: { minRating: undefined } });
  }
  if (query.tag !== undefined) {
    chips.push({ label: reviewMessages.filters.tag(query.tag), without: { tag: undefined } });
  }
  if (query.shows !== undefined) {
    const label = libraryMessages.filterChips.shows(query.shows);
    chips.push({ label, without: { shows: undefined } });
  }
  return chips;
}

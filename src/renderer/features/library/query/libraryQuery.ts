import {
  type CollectionId,
  collectionIdSchema,
  type FilteredStatus,
  filteredStatusSchema,
  ratingSchema,
  type VideoFilters,
  type VideoSort,
  videoSortSchema,
} from '../../../../contract/index.ts';

export type LibraryView = 'grid' | 'table';

/** What the library shows, as it stands in the address. Days are local, `YYYY-MM-DD`. */
export interface LibraryQuery {
  text: string;
  collection: CollectionId | undefined;
  channel: string | undefined;
  platform: string | undefined;
  language: string | undefined;
  publishedFrom: string | undefined;
  publishedTo: string | undefined;
  minViews: number | undefined;
  minSeconds: number | undefined;
  maxSeconds: number | undefined;
  hasSpeech: boolean | undefined;
  reposts: 'only' | 'hide' | undefined;
  status: FilteredStatus | undefined;
  /** 1 to 5. */
  minRating: number | undefined;
  tag: string | undefined;
  /** A kind of thing that is seen. */
  shows: string | undefined;
  sort: VideoSort;
  direction: 'ascending' | 'descending';
  view: LibraryView;
}

/** The part of the contract's list input that chooses and orders. */
export interface ListChoice {
  text?: string;
  filters: VideoFilters;
  sort: VideoSort;
  direction: 'ascending' | 'descending';
}

/** The query of an address; what it does not understand there is left out. */
export function readLibraryQuery(parameters: URLSearchParams): LibraryQuery {
  const get = (name: string): string | undefined =>
    parameters.get(name)?.slice(0, 500) || undefined;
  const collection = collectionIdSchema.safeParse(get('collection')).data;
  const asked = videoSortSchema.safeParse(get('sort')).data;
  const sort =
    asked === undefined || (asked === 'collection' && collection === undefined)
      ? usualSort(collection)
      : asked;
  const direction = get('direction');
  const speech = get('speech');
  const reposts = get('reposts');
  return {
    text: get('q') ?? '',
    collection,
    channel: get('channel'),
    platform: get('platform'),
    language: get('language'),
    publishedFrom: dayOf(get('from')),
    publishedTo: dayOf(get('to')),
    minViews: countOf(get('views')),
    minSeconds: countOf(get('longer')),
    maxSeconds: countOf(get('shorter')),
    hasSpeech: speech === 'yes' ? true : speech === 'no' ? false : undefined,
    reposts: reposts === 'only' || reposts === 'hide' ? reposts : undefined,
    status: filteredStatusSchema.safeParse(get('status')).data,
    minRating: ratingSchema.safeParse(countOf(get('stars'))).data,
    tag: get('tag'),
    shows: get('shows'),
    sort,
    direction:
      direction === 'ascending' || direction === 'descending' ? direction : usualDirection(sort),
    view: get('view') === 'table' ? 'table' : 'grid',
  };
}

/** The address of a query; what is as usual is left out. */
export function writeLibraryQuery(query: LibraryQuery): URLSearchParams {
  // The order of a collection ends with it.
  const left = query.sort === 'collection' && query.collection === undefined;
  const sort = left ? usualSort(undefined) : query.sort;
  const direction = left ? usualDirection(sort) : query.direction;
  const entries: [string, string | number | undefined][] = [
    ['q', query.text],
    ['collection', query.collection],
    ['channel', query.channel],
    ['platform', query.platform],
    ['language', query.language],
    ['from', query.publishedFrom],
    ['to', query.publishedTo],
    ['views', query.minViews],
    ['longer', query.minSeconds],
    ['shorter', query.maxSeconds],
    ['speech', query.hasSpeech === undefined ? undefined : query.hasSpeech ? 'yes' : 'no'],
    ['reposts', query.reposts],
    ['status', query.status],
    ['stars', query.minRating],
    ['tag', query.tag],
    ['shows', query.shows],
    ['sort', sort === usualSort(query.collection) ? undefined : sort],
    ['direction', direction === usualDirection(sort) ? undefined : direction],
    ['view', query.view === 'grid' ? undefined : query.view],
  ];
  const parameters = new URLSearchParams();
  for (const [name, value] of entries) {
    if (value !== undefined && value !== '') parameters.set(name, `${value}`);
  }
  return parameters;
}

/** The host's input for a query. */
export function listChoiceOf(query: LibraryQuery): ListChoice {
  const filters: VideoFilters = {
    collection: query.collection,
    channel: query.channel,
    platform: query.platform,
    language: query.language,
    publishedAfterMs: startOfDay(query.publishedFrom, 0),
    publishedBeforeMs: startOfDay(query.publishedTo, 1),
    minViews: query.minViews,
    minDurationMs: toMs(query.minSeconds),
    maxDurationMs: toMs(query.maxSeconds),
    hasSpeech: query.hasSpeech,
    reposts: query.reposts,
    status: query.status,
    minRating: query.minRating,
    tag: query.tag,
    shows: query.shows,
  };
  const text = query.text.trim();
  const { sort, direction } = query;
  return { ...(text === '' ? {} : { text }), filters, sort, direction };
}

/** True when the query leaves videos out. */
export function isNarrowed(query: LibraryQuery): boolean {
  const { text, filters } = listChoiceOf(query);
  return text !== undefined || Object.values(filters).some((value) => value !== undefined);
}

/** True when a collection, or the library, is shown with all that is in it. */
export function isWhole(query: LibraryQuery): boolean {
  return !isNarrowed({ ...query, collection: undefined });
}

/** Names read from A on and a collection from its first video; all else with the most or newest. */
export function usualDirection(sort: VideoSort): 'ascending' | 'descending' {
  return sort === 'title' || sort === 'collection' ? 'ascending' : 'descending';
}

/** What an address that says nothing of an order means: a collection's own, or what was added last. */
export function usualSort(collection: CollectionId | undefined): VideoSort {
  return collection === undefined ? 'added' : 'collection';
}

/** The change that shows a collection in its own order, or the whole library again. */
export function ofCollection(collection: CollectionId | undefined): Partial<LibraryQuery> {
  const sort = usualSort(collection);
  return { collection, sort, direction: usualDirection(sort) };
}

function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && startOfDay(text, 0) !== undefined ? text : undefined;
}

const dayPattern = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Local midnight at the start of a day, or of one `daysLater`. */
function startOfDay(day: string | undefined, daysLater: number): number | undefined {
  const [, year, month, date] = day?.match(dayPattern) ?? [];
  if (year === undefined) return undefined;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
  return Number.isNaN(at) ? undefined : at;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

import {
  type ChunkKind,
  chunkKindSchema,
  type SearchFilters,
  type VideoId,
  videoIdSchema,
} from '../../../../contract/index.ts';
import { filterChips, noFilters } from '../../library/query/filterChips.ts';
import {
  type LibraryQuery,
  listChoiceOf,
  ofCollection,
  readLibraryQuery,
  writeLibraryQuery,
} from '../../library/query/libraryQuery.ts';

/** What is searched, as it stands in the address: the library's filters, and kinds of text. */
export interface SearchQuery extends LibraryQuery {
  /** In the order of the contract; empty: all of them. */
  kinds: readonly ChunkKind[];
  /** While nothing is typed: the moment that others are to be like. */
  like: LikedMoment | undefined;
}

export interface LikedMoment {
  videoId: VideoId;
  atMs: number;
}

/** The longest query that the contract takes. */
const maxCharacters = 2_000;

/** The query of an address; what it does not understand there is left out. */
export function readSearchQuery(parameters: URLSearchParams): SearchQuery {
  const named = new Set(parameters.get('kinds')?.split(',') ?? []);
  const kinds = chunkKindSchema.options.filter((kind) => named.has(kind));
  const text = (parameters.get('q') ?? '').slice(0, maxCharacters);
  const all = kinds.length === chunkKindSchema.options.length;
  return {
    ...readLibraryQuery(parameters),
    text,
    kinds: all ? [] : kinds,
    like: likeOf(parameters),
  };
}

/** The address of a query; what is as usual is left out. */
export function writeSearchQuery(query: SearchQuery): URLSearchParams {
  const parameters = writeLibraryQuery(query);
  if (query.kinds.length > 0) parameters.set('kinds', query.kinds.join(','));
  if (query.like !== undefined) {
    parameters.set('like', `${query.like.videoId}@${query.like.atMs / 1_000}`);
  }
  return parameters;
}

/** The host's input for a query, but for how many moments are wanted. */
export function searchInputOf(query: SearchQuery): { query: string; filters: SearchFilters } {
  const { filters } = listChoiceOf(query);
  return {
    query: query.text.trim(),
    filters: query.kinds.length === 0 ? filters : { ...filters, kinds: [...query.kinds] },
  };
}

/** The query with everything let in, its text kept. */
export function withoutFilters({ text }: SearchQuery): Partial<SearchQuery> {
  return { ...noFilters, ...ofCollection(undefined), text, kinds: [] };
}

/** How many filters narrow the query, kinds of text aside: those are always in sight. */
export function countFilters(query: SearchQuery): number {
  return filterChips(query).length + (query.collection === undefined ? 0 : 1);
}

/** `VIDEO@SECONDS`, as the terminal has it. */
function likeOf(parameters: URLSearchParams): LikedMoment | undefined {
  const [, id, seconds] =
    /^([\w-]{1,64})@(\d{1,7}(?:\.\d+)?)$/.exec(parameters.get('like') ?? '') ?? [];
  const videoId = videoIdSchema.safeParse(id).data;
  return videoId && { videoId, atMs: Math.round(Number(seconds) * 1_000) };
}

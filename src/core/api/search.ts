import type { SearchHit, TeamHit, TeamMoments } from '../../contract/index.ts';
import { fuseRanks } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { resolveVideoId } from '../library/index.ts';
import type { Search } from '../search/index.ts';
import type { Sharing } from '../sync/index.ts';
import { wholeFilters } from './collections.ts';
import { api } from './implementer.ts';

/** Moments by words and meaning, of this library and on demand of the team. */
export function searchHandlers({
  search,
  sharing,
  library,
}: {
  search: Search;
  sharing: Sharing;
  library: Library;
}) {
  return {
    like: api.search.like.handler(({ input, signal }) =>
      search.like(
        {
          ...input,
          videoId: resolveVideoId(library, input.videoId),
          filters: wholeFilters(library, input.filters),
        },
        signal === undefined ? {} : { signal },
      ),
    ),
    query: api.search.query.handler(async ({ input: { tiers, ...given }, signal }) => {
      const input = { ...given, filters: wholeFilters(library, given.filters) };
      const options = signal === undefined ? {} : { signal };
      const isFiltered = Object.values(input.filters).some((each) => each !== undefined);
      if (tiers === 'own' || isFiltered || input.query.trim() === '') {
        return search.query(input, options);
      }
      const asked = { query: input.query.trim().slice(0, 500), limit: Math.min(100, input.limit) };
      const [own, team] = await Promise.all([
        search.query(input, options),
        sharing.search(asked, signal),
      ]);
      const { meaningSearched: _, ...found } = team;
      return { ...own, team: { ...found, hits: placed(own.hits, team.hits) } };
    }),
  };
}

/** The team's hits, each with its place in the one list: both lists fused by rank. */
function placed(own: readonly SearchHit[], team: readonly TeamHit[]): TeamMoments['hits'] {
  const fused = fuseRanks<SearchHit | TeamHit>([own, team]).map(({ key }) => key);
  return team.map((hit) => ({ ...hit, place: fused.indexOf(hit) }));
}

import type { InferContractRouterOutputs } from '@orpc/contract';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type contract, type SearchHit, videoIdSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { hitKey } from '../results/hitLabels.ts';
import { type SearchQuery, searchInputOf } from './searchQuery.ts';

export interface Found {
  /** Best first, each moment once. */
  hits: readonly SearchHit[];
  meaningSearched: boolean;
  /** Found by words alone so far: meaning takes longer, and joins them. */
  isPartial: boolean;
  /** Why the vectors of a server's model were not searched, when there are some. */
  withoutServer: string | undefined;
  /** How many the host gave: as many as were asked for when there may be more. */
  count: number;
  /** What is said or shown in the moment that these are like. */
  quote?: string | undefined;
}

export interface Moments {
  result: UseQueryResult<Found>;
  /** True while `result` holds what was found for an earlier query. */
  stale: boolean;
}

/** Typing on within this time asks the host once. */
const debounceMs = 120;
const keptMs = 60_000;
/** Never asked for. */
const noVideo = videoIdSchema.parse('-');
/** When meaning takes longer (a model is loaded), what words alone find is shown meanwhile. */
const wordsAfterMs = 250;

/**
 * The moments of a query. They follow typing: what was found before stays until newer ones come,
 * and a request that nobody waits for any more is aborted.
 */
export function useMoments(query: SearchQuery, limit: number): Moments {
  const { procedures } = useApi();
  const wanted = searchInputOf(query);
  const asked = useSettled(wanted.query);
  const enabled = asked !== '' && wanted.query !== '';
  // Only typing is waited for; a filter is asked for at once.
  const input = { query: asked, filters: wanted.filters, limit };
  const both = useQuery(
    procedures.search.query.queryOptions({
      input,
      enabled,
      placeholderData: keepPreviousData,
      // The library may have grown since.
      staleTime: 0,
      gcTime: keptMs,
      select: toFound,
    }),
  );
  const isWaiting = enabled && (both.isPending || both.isPlaceholderData);
  const isSlow = useLasting(isWaiting, JSON.stringify(input));
  const words = useQuery(
    procedures.search.query.queryOptions({
      input: { ...input, meaning: false },
      enabled: isSlow,
      gcTime: keptMs,
      select: toPartial,
    }),
  );
  const isLike = query.like !== undefined && wanted.query === '';
  const like = useQuery(
    procedures.search.like.queryOptions({
      input: { videoId: noVideo, atMs: 0, ...query.like, filters: wanted.filters, limit },
      enabled: isLike,
      placeholderData: keepPreviousData,
      staleTime: 0,
      gcTime: keptMs,
      select: toLike,
    }),
  );
  if (isLike) return { result: like, stale: like.isPlaceholderData };
  // Nothing by words is nothing to show yet.
  const hasWords = isSlow && (words.data?.hits.length ?? 0) > 0;
  const result = hasWords ? words : both;
  return { result, stale: result.isPlaceholderData || asked !== wanted.query };
}

/** True once something is so for longer than {@link wordsAfterMs} for the same key. */
function useLasting(isSo: boolean, key: string): boolean {
  const [lasting, setLasting] = useState<string>();
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(key), wordsAfterMs);
    return () => clearTimeout(timer);
  }, [isSo, key]);
  return isSo && lasting === key;
}

/** A text once it was left alone for a moment; the first one at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), debounceMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

type Output = InferContractRouterOutputs<typeof contract>['search']['query'];

type LikeOutput = InferContractRouterOutputs<typeof contract>['search']['like'];

function toLike({ hits, like, meaningSearched }: LikeOutput): Found {
  const found = toFound({ hits, meaningSearched });
  return { ...found, quote: like?.quote };
}

/** Outside of the hook, so that it is run when the answer changes and not at each drawing. */
function toFound({ hits, meaningSearched, withoutServer }: Output): Found {
  return {
    hits: [...new Map(hits.map((hit) => [hitKey(hit), hit])).values()],
    meaningSearched,
    isPartial: false,
    withoutServer,
    count: hits.length,
  };
}

/** That meaning was not searched is not yet anything to tell. */
function toPartial(output: Output): Found {
  return { ...toFound(output), meaningSearched: true, isPartial: true };
}

import type { TopicTrend, TrendBasis, TrendList, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { getTopicState } from '../topics/store/topicState.ts';
import { periodOf, type TrendQuery } from './period.ts';
import { type Rates, readRates } from './readRates.ts';
import { readScope, type TrendScope } from './readScope.ts';
import { type TalliedTrends, topicTrends } from './topicTrends.ts';

/** Every topic with what it does in a period, up to a moment. Topics without videos are left out. */
export function listTrends(library: Library, query: TrendQuery): TrendList {
  const { windowDays, asOfMs } = query;
  const period = periodOf(query);
  const scope = readScope(library, query);
  const rates = readRates(library, scope, period);
  const tallied = topicTrends(scope, period, rates);
  const trends = tallied.trends.filter((trend) => trend !== undefined);
  const titles = titlesOf(
    library,
    trends.flatMap(({ evidence }) => evidence.map((index) => scope.ids[index] ?? '')),
  );
  return {
    ...{ asOfMs, windowDays, windowStartMs: period.windowStartMs },
    bins: { startMs: period.startMs, binMs: period.binMs },
    totals: tallied.totals,
    topics: trends
      .map((trend) => ({
        ...trend,
        evidence: evidenceOf(trend.evidence, { scope, rates, titles }),
      }))
      .sort((a, b) => (b.velocity?.value ?? 0) - (a.velocity?.value ?? 0) || b.videos - a.videos),
    basis: basisOf(library, { scope, rates, tallied }),
  };
}

/** What an answer rests on. */
export function basisOf(
  library: Library,
  { scope, rates, tallied }: { scope: TrendScope; rates: Rates; tallied: TalliedTrends },
): TrendBasis {
  const state = getTopicState(library);
  const { $client } = library.db;
  const numberOf = (sql: string): number | null =>
    $client.prepare<[], number | null>(sql).pluck().get() ?? null;
  const newestMs = Math.max(
    numberOf('SELECT max(published_at_ms) FROM videos') ?? 0,
    numberOf('SELECT max(observed_at_ms) FROM metric_snapshots') ?? 0,
  );
  return {
    ...{ videos: tallied.videos, dated: tallied.dated, unassigned: tallied.unassigned },
    ...{ snapshots: rates.snapshots, compared: rates.ofVideo.size, unseen: scope.unseen },
    ...(state !== undefined && { source: state.source, madeAtMs: state.madeAtMs }),
    observable: numberOf('SELECT count(*) FROM videos WHERE source_url IS NOT NULL') ?? 0,
    ...(newestMs > 0 && { newestMs }),
  };
}

export function evidenceOf(
  indexes: readonly number[],
  {
    scope,
    rates,
    titles,
  }: { scope: TrendScope; rates: Rates; titles: ReadonlyMap<string, string> },
): TopicTrend['evidence'] {
  return indexes.flatMap((index) => {
    const videoId = scope.ids[index];
    if (videoId === undefined) return [];
    const published = scope.publishedAtMs[index] ?? Number.NaN;
    const velocity = rates.ofVideo.get(index)?.value;
    return [
      {
        videoId,
        title: titles.get(videoId) ?? '',
        ...(!Number.isNaN(published) && { publishedAtMs: published }),
        ...(velocity !== undefined && { velocity }),
      },
    ];
  });
}

export function titlesOf({ db }: Library, ids: readonly string[]): Map<string, string> {
  const rows = db.$client
    .prepare<[string], [VideoId, string]>(
      'SELECT id, title FROM videos WHERE id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify(ids));
  return new Map(rows);
}

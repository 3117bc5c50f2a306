import type { Library } from '../../db/index.ts';

interface Facet {
  value: string;
  videos: number;
}

export interface VideoFacets {
  channels: Facet[];
  platforms: Facet[];
  languages: Facet[];
  tags: Facet[];
  statuses: Facet[];
  ratings: Facet[];
  shows: Facet[];
}

/** Most values of each kind; a longer list helps nobody to choose. */
const maxValues = 500;

/** What videos can be filtered by, with how many have it, most first. */
export function videoFacets({ db }: Library): VideoFacets {
  const facet = (from: string, column: string): Facet[] =>
    db.$client
      .prepare<[number], Facet>(
        `SELECT ${column} AS value, count(*) AS videos ${from}
         WHERE ${column} IS NOT NULL GROUP BY ${column} ORDER BY videos DESC, value LIMIT ?`,
      )
      .all(maxValues);
  return {
    channels: facet('FROM videos v JOIN channels ch ON ch.id = v.channel_id', 'ch.name'),
    platforms: facet('FROM videos v', 'v.platform'),
    languages: facet('FROM videos v', 'v.language'),
    tags: db.$client
      .prepare<[number], Facet>(
        `SELECT min(tag) AS value, count(*) AS videos FROM video_tags
         GROUP BY tag_key ORDER BY videos DESC, tag_key LIMIT ?`,
      )
      .all(maxValues),
    statuses: [...facet('FROM video_reviews', 'status'), ...undecided(db)],
    ratings: facet('FROM video_reviews', 'CAST(rating AS TEXT)'),
    shows: facet('FROM (SELECT DISTINCT video_id, kind FROM seen_things)', 'kind'),
  };
}

function undecided(db: Library['db']): Facet[] {
  const rows = db.$client
    .prepare<[], Facet>(
      `SELECT 'none' AS value, (SELECT count(*) FROM videos) -
         (SELECT count(*) FROM video_reviews WHERE status IS NOT NULL) AS videos`,
    )
    .all();
  return rows.filter(({ videos }) => videos > 0);
}

import type { Library } from '../../db/index.ts';

interface Facet {
  value: string;
  videos: number;
}

export interface VideoFacets {
  channels: Facet[];
  platforms: Facet[];
  languages: Facet[];
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
  };
}

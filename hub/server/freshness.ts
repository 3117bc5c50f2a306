/**
 * The freshness contract: one row for every route. `expire` is the promise that pages print: what a
 * reader gets was read from the source at most that long ago. All in seconds.
 */
export interface Freshness {
  source: string;
  tags: readonly string[];
  stale: number;
  /** After that a visit has it read anew, in the background. */
  revalidate: number;
  /** After that a visit waits for it. */
  expire: number;
  invalidatedBy: string;
}

const life = { stale: 30, revalidate: 60, expire: 300 } as const;
const publishing = 'publish, unpublish and rollback, at once';

export const freshness = {
  '/': { source: 'published pages', tags: ['pages'], ...life, invalidatedBy: publishing },
  '/p/[slug]': {
    ...{ source: 'the page and its snapshot', tags: ['page:SLUG'], ...life },
    invalidatedBy: publishing,
  },
  '/topics/[topic]': {
    ...{ source: 'published pages', tags: ['topic:TOPIC'], ...life },
    invalidatedBy: publishing,
  },
  '/p/[slug]/picture.png': {
    ...{ source: 'the page', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'a new version, under a new address',
  },
  '/search': {
    ...{ source: 'published pages', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'nothing: read at every visit',
  },
  '/preview': {
    ...{ source: 'one stored version', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'nothing: read at every visit',
  },
  '/notifications': {
    ...{ source: 'the hub’s settings', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'nothing: read at every visit',
  },
  '/feed.xml': { source: 'published pages', tags: ['pages'], ...life, invalidatedBy: publishing },
  '/feed.json': { source: 'published pages', tags: ['pages'], ...life, invalidatedBy: publishing },
  '/sitemap.xml': {
    ...{ source: 'published pages', tags: ['pages'], ...life },
    invalidatedBy: publishing,
  },
  '/sitemaps/[file]': {
    ...{ source: 'published pages', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'nothing: read at every visit',
  },
  '/llms.txt': { source: 'published pages', tags: ['pages'], ...life, invalidatedBy: publishing },
  '/robots.txt': {
    ...{ source: 'the hub’s settings', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'a new start',
  },
  '/freshness.json': {
    ...{ source: 'this table', tags: [], stale: 0, revalidate: 0, expire: 0 },
    invalidatedBy: 'a new version of the hub',
  },
} as const satisfies Record<string, Freshness>;

/** From a publish call to the first visit that has it: what the monitor holds it against. */
export const publishPromiseMs = 2_000;

export type Route = keyof typeof freshness;

/** The route of a path; undefined where there is none. */
export function routeOf(path: string): Route | undefined {
  if (/^\/p\/[^/]+$/.test(path)) return '/p/[slug]';
  if (/^\/p\/[^/]+\/picture\.png$/.test(path)) return '/p/[slug]/picture.png';
  if (/^\/topics\/[^/]+$/.test(path)) return '/topics/[topic]';
  if (/^\/sitemaps\/[^/]+$/.test(path)) return '/sitemaps/[file]';
  return (Object.keys(freshness) as Route[]).find((route) => route === path);
}

/**
 * The contract of a route as its header says it, and that the answer may be a copy from before the
 * database went away.
 */
export function freshnessHeader(route: Route, awaySinceMs?: number): string {
  const { stale, revalidate, expire, source } = freshness[route];
  const ascii = source.replaceAll('’', "'");
  const away =
    awaySinceMs === undefined ? '' : `, away-since="${new Date(awaySinceMs).toISOString()}"`;
  return `stale=${stale}, revalidate=${revalidate}, expire=${expire}, source="${ascii}"${away}`;
}

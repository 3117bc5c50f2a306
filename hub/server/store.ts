import { type PublishedPage, publishedPageSchema } from '../../src/contract/hub/page.ts';
import {
  type HubPage,
  hubPageSchema,
  type PageState,
  type PublishCall,
} from '../../src/contract/hub/publish.ts';
import type { Database, Query } from './database.ts';
import { wordsOf } from './found/wordsOf.ts';
import { refuse } from './refusal.ts';

/** A page as readers see it. Times in milliseconds since 1970. */
export interface ShownPage {
  page: PublishedPage;
  firstPublishedAtMs: number;
  updatedAtMs: number;
  /** The version whose picture there is; undefined without one. */
  pictureVersion: number | undefined;
}

export interface ListedPage {
  slug: string;
  title: string;
  summary: string;
  kind: PublishedPage['kind'];
  updatedAtMs: number;
}

/** What is at an address. */
export type Found = { is: 'page' | 'gone' | 'nothing' } | { is: 'moved'; slug: string };

interface PageRow {
  key: string;
  slug: string;
  state: PageState;
  version: number;
  publish_at_ms: string | number | null;
  first_published_at_ms: string | number | null;
  updated_at_ms: string | number;
  page: unknown;
  picture?: number | null;
}

const addressesEach = 1_000;

const joined = `SELECT p.*, v.page FROM hub_pages p JOIN hub_versions v USING (key, version)`;
/** A scheduled page is shown when its time has come, whoever looks. $1 is now. */
const isShown = `(p.state = 'published' OR (p.state = 'scheduled' AND p.publish_at_ms <= $1))`;

/** Everything the hub reads and writes. Errors of writing are refusals in words. */
export function createStore({ query, transaction }: Database) {
  const list = async (rest: string, values: unknown[]): Promise<ListedPage[]> => {
    const rows = await query<PageRow>(`${joined} WHERE ${isShown} ${rest}`, [
      Date.now(),
      ...values,
    ]);
    return rows.map((row) => {
      const { title, summary, kind } = publishedPageSchema.parse(row.page);
      return { slug: row.slug, title, summary, kind, updatedAtMs: Number(row.updated_at_ms) };
    });
  };
  return {
    find: async (slug: string): Promise<Found> => {
      const [row] = await query<{ state: PageState; shown: boolean }>(
        `SELECT p.state, ${isShown} AS shown FROM hub_pages p WHERE slug = $2`,
        [Date.now(), slug],
      );
      if (row?.shown) return { is: 'page' };
      if (row?.state === 'unpublished') return { is: 'gone' };
      const [moved] = await query<{ slug: string }>(
        'SELECT p.slug FROM hub_redirects r JOIN hub_pages p USING (key) WHERE r.slug = $1',
        [slug],
      );
      return row === undefined && moved ? { is: 'moved', slug: moved.slug } : { is: 'nothing' };
    },
    shown: async (slug: string): Promise<ShownPage | undefined> => {
      const [row] = await query<PageRow>(
        `SELECT p.*, v.page, i.version AS picture FROM hub_pages p
         JOIN hub_versions v USING (key, version) LEFT JOIN hub_pictures i USING (key, version)
         WHERE ${isShown} AND p.slug = $2`,
        [Date.now(), slug],
      );
      return row && shownOf(row);
    },
    version: async (key: string, version: number): Promise<ShownPage | undefined> => {
      const [row] = await query<PageRow>(
        `SELECT p.*, v.page FROM hub_pages p JOIN hub_versions v USING (key)
         WHERE p.key = $1 AND v.version = $2`,
        [key, version],
      );
      return row && shownOf(row);
    },
    /** The best first: pages whose title has the words, then those that say them. */
    search: (words: string, limit: number) =>
      list(
        `AND v.words @@ websearch_to_tsquery('simple', $2)
         ORDER BY ts_rank(v.words, websearch_to_tsquery('simple', $2)) DESC, p.updated_at_ms DESC
         LIMIT $3`,
        [words, limit],
      ),
    /** PNG, of a page that is shown. */
    picture: async (slug: string): Promise<Uint8Array | undefined> => {
      const [row] = await query<{ png: Uint8Array }>(
        `SELECT i.png FROM hub_pages p JOIN hub_pictures i USING (key, version)
         WHERE ${isShown} AND p.slug = $2`,
        [Date.now(), slug],
      );
      return row?.png;
    },
    addPicture: async (key: string, version: number, png: Uint8Array): Promise<void> => {
      await query(
        `INSERT INTO hub_pictures (key, version, png) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [key, version, png],
      );
    },
    latest: (limit: number, offset = 0) =>
      list('ORDER BY p.updated_at_ms DESC, p.key LIMIT $2 OFFSET $3', [limit, offset]),
    /**
     * Addresses of pages by their key, `limit` of them in parts: those after `offset`. However many
     * there are, one part is in memory.
     */
    addresses: async function* (limit: number, offset: number) {
      let after: string | undefined;
      for (let left = limit; left > 0; left -= addressesEach) {
        const rows = await query<Pick<PageRow, 'key' | 'slug' | 'updated_at_ms'>>(
          `SELECT p.key, p.slug, p.updated_at_ms FROM hub_pages p
           WHERE ${isShown} AND ($2::text IS NULL OR p.key > $2)
           ORDER BY p.key LIMIT $3 OFFSET $4`,
          [
            Date.now(),
            after ?? null,
            Math.min(left, addressesEach),
            after === undefined ? offset : 0,
          ],
        );
        after = rows.at(-1)?.key;
        yield rows.map((row) => ({ slug: row.slug, updatedAtMs: Number(row.updated_at_ms) }));
        if (rows.length < addressesEach) return;
      }
    },
    ofTopic: (slug: string, limit: number) =>
      list(
        `AND v.page -> 'topics' @> jsonb_build_array(jsonb_build_object('slug', $2::text))
         ORDER BY p.updated_at_ms DESC, p.key LIMIT $3`,
        [slug, limit],
      ),
    topics: async (): Promise<{ slug: string; name: string; pages: number }[]> => {
      const rows = await query<{ slug: string; name: string; pages: string | number }>(
        `SELECT t ->> 'slug' AS slug, max(t ->> 'name') AS name, count(*) AS pages
         FROM hub_pages p JOIN hub_versions v USING (key, version),
           jsonb_array_elements(v.page -> 'topics') t
         WHERE ${isShown} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000`,
        [Date.now()],
      );
      return rows.map((row) => ({ ...row, pages: Number(row.pages) }));
    },
    count: async (): Promise<number> => {
      const [row] = await query<{ pages: string | number }>(
        `SELECT count(*) AS pages FROM hub_pages p WHERE ${isShown}`,
        [Date.now()],
      );
      return Number(row?.pages ?? 0);
    },
    all: async (): Promise<HubPage[]> => {
      const rows = await query<PageRow & { latest: number }>(
        `SELECT p.*, v.page, (SELECT max(version) FROM hub_versions WHERE key = p.key) AS latest
         FROM hub_pages p JOIN hub_versions v USING (key, version)
         ORDER BY p.updated_at_ms DESC LIMIT 1000`,
      );
      return rows.map((row) => ({ ...hubPageOf(row), latestVersion: row.latest }));
    },
    /**
     * Does what a call asks for, once: the same call again gets the first answer. `touched` are
     * tags of what a cache may know, `latest` is the newest version.
     */
    apply: (call: PublishCall, id: { idempotencyKey: string; bodySha256: string }) =>
      transaction(async (write) => {
        const { idempotencyKey, bodySha256 } = id;
        await write('SELECT pg_advisory_xact_lock(7235002)');
        const [before] = await write<{ body_sha256: string; answer: unknown }>(
          'SELECT body_sha256, answer FROM hub_calls WHERE idempotency_key = $1',
          [idempotencyKey],
        );
        if (before !== undefined) {
          if (before.body_sha256 !== bodySha256) throw refuse('reused');
          const page = hubPageSchema.parse(before.answer);
          return { page, latest: await latestOf(write, page.key), touched: [] };
        }
        const key = 'page' in call ? call.page.key : call.key;
        const old = await rowOf(write, key);
        await change(write, call, old);
        const now = await rowOf(write, key);
        if (now === undefined) throw refuse('notFound');
        const page = hubPageOf(now);
        await write(
          'INSERT INTO hub_calls (idempotency_key, body_sha256, answer, at_ms) VALUES ($1, $2, $3, $4)',
          [idempotencyKey, bodySha256, JSON.stringify(page), Date.now()],
        );
        const touched = [...touchedBy(old), ...touchedBy(now)];
        return { page, latest: await latestOf(write, key), touched };
      }),
  };
}
export type Store = ReturnType<typeof createStore>;

async function rowOf(query: Query, key: string): Promise<PageRow | undefined> {
  return (await query<PageRow>(`${joined} WHERE p.key = $1`, [key]))[0];
}

/** The number of the newest version of a page; 0 of one that has none. */
async function latestOf(query: Query, key: string): Promise<number> {
  const [row] = await query<{ latest: number | null }>(
    'SELECT max(version) AS latest FROM hub_versions WHERE key = $1',
    [key],
  );
  return row?.latest ?? 0;
}

async function change(write: Query, call: PublishCall, old: PageRow | undefined): Promise<void> {
  const now = Date.now();
  switch (call.action) {
    case 'unpublish':
      if (old === undefined) throw refuse('notFound');
      await write(`UPDATE hub_pages SET state = 'unpublished', updated_at_ms = $2 WHERE key = $1`, [
        call.key,
        now,
      ]);
      return;
    case 'rollback': {
      const [version] = await write<{ page: unknown }>(
        'SELECT page FROM hub_versions WHERE key = $1 AND version = $2',
        [call.key, call.version],
      );
      if (version === undefined) throw refuse('notFound');
      const { slug } = publishedPageSchema.parse(version.page);
      await takeSlug(write, call.key, slug, old);
      await write(
        `UPDATE hub_pages SET state = 'published', version = $2, slug = $3, updated_at_ms = $4,
           first_published_at_ms = coalesce(first_published_at_ms, $4) WHERE key = $1`,
        [call.key, call.version, slug, now],
      );
      return;
    }
    case 'publish':
    case 'schedule':
    case 'draft': {
      const { page } = call;
      const next = (await latestOf(write, page.key)) + 1;
      const words = wordsOf(page);
      const isOnline = old?.state === 'published' || old?.state === 'scheduled';
      // A draft of a page that is online waits beside it.
      const isAside = call.action === 'draft' && isOnline;
      if (old === undefined) {
        await takeSlug(write, page.key, page.slug, old);
        await write(
          `INSERT INTO hub_pages (key, slug, state, version, updated_at_ms)
           VALUES ($1, $2, 'draft', $3, $4)`,
          [page.key, page.slug, next, now],
        );
      }
      await write(
        `INSERT INTO hub_versions (key, version, page, created_at_ms, words)
         VALUES ($1, $2, $3, $4, setweight(to_tsvector('simple', $5), 'A')
           || setweight(to_tsvector('simple', $6), 'D'))`,
        [page.key, next, JSON.stringify(page), now, words.title, words.text],
      );
      if (isAside) return;
      if (old !== undefined) await takeSlug(write, page.key, page.slug, old);
      const states = { publish: 'published', schedule: 'scheduled', draft: 'draft' } as const;
      const at = call.action === 'schedule' ? call.atMs : null;
      await write(
        `UPDATE hub_pages SET slug = $2, state = $3, version = $4, publish_at_ms = $5,
           updated_at_ms = $6, first_published_at_ms = coalesce(first_published_at_ms, $7)
         WHERE key = $1`,
        [
          ...[
            page.key,
            page.slug,
            states[call.action],
            next,
            at,
            at === null ? now : Math.max(at, now),
          ],
          call.action === 'draft' ? null : (at ?? now),
        ],
      );
      return;
    }
    default:
      return call satisfies never;
  }
}

/** The slug becomes the page's, and its old one leads to it. */
async function takeSlug(
  write: Query,
  key: string,
  slug: string,
  old: PageRow | undefined,
): Promise<void> {
  const [owner] = await write<{ key: string }>('SELECT key FROM hub_pages WHERE slug = $1', [slug]);
  if (owner !== undefined && owner.key !== key) throw refuse('slugTaken');
  await write('DELETE FROM hub_redirects WHERE slug = $1', [slug]);
  if (old === undefined || old.slug === slug || old.first_published_at_ms === null) return;
  await write(
    `INSERT INTO hub_redirects (slug, key) VALUES ($1, $2)
     ON CONFLICT (slug) DO UPDATE SET key = excluded.key`,
    [old.slug, key],
  );
}

function shownOf(row: PageRow): ShownPage {
  const updatedAtMs = Number(row.updated_at_ms);
  return {
    page: publishedPageSchema.parse(row.page),
    firstPublishedAtMs: Number(row.first_published_at_ms ?? updatedAtMs),
    updatedAtMs,
    pictureVersion: row.picture ?? undefined,
  };
}

function hubPageOf(row: PageRow): HubPage {
  const { title } = publishedPageSchema.parse(row.page);
  const { key, slug, state, version } = row;
  return {
    ...{ key, slug, title, state, version, path: `/p/${slug}` },
    updatedAtMs: Number(row.updated_at_ms),
    ...(row.publish_at_ms !== null && { publishAtMs: Number(row.publish_at_ms) }),
  };
}

function touchedBy(row: PageRow | undefined): string[] {
  if (row === undefined) return [];
  const { topics } = publishedPageSchema.parse(row.page);
  return [`page:${row.slug}`, ...topics.map(({ slug }) => `topic:${slug}`)];
}

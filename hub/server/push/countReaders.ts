import type { Query } from '../database.ts';

/** Readers in all, and of each topic who gets a campaign on it: they chose it, or chose none. */
export async function countReaders(
  query: Query,
  topics: readonly { slug: string; name: string }[],
): Promise<{ readers: number; topics: { slug: string; name: string; readers: number }[] }> {
  const [all] = await query<Record<'readers' | 'open', string | number>>(
    `SELECT count(*) AS readers, count(*) FILTER (WHERE cardinality(topics) = 0) AS open
     FROM hub_push_subscriptions`,
  );
  const chosen = await query<{ topic: string; readers: string | number }>(
    `SELECT topic, count(*) AS readers FROM hub_push_subscriptions, unnest(topics) AS topic GROUP BY 1`,
  );
  const bySlug = new Map(chosen.map(({ topic, readers }) => [topic, Number(readers)]));
  const open = Number(all?.open ?? 0);
  return {
    readers: Number(all?.readers ?? 0),
    topics: topics.map(({ slug, name }) => ({
      ...{ slug, name, readers: open + (bySlug.get(slug) ?? 0) },
    })),
  };
}

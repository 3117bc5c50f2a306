import type { EventCounts, PlatformCount } from '../../../contract/index.ts';
import type { TeamDatabase } from '../../sync/index.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { countChangedDays } from './countDays.ts';

/** Events and people by name and day (UTC), newest first, and what was left out, in all. */
export async function countEvents(db: TeamDatabase): Promise<EventCounts> {
  const { schema } = db;
  await db.transaction(async (tx) => {
    await lockGrowth(tx);
    await countChangedDays(tx);
  });
  const counts = await db.query<EventCounts['counts'][number]>(
    `SELECT name, to_char(day, 'YYYY-MM-DD') AS day, events::int AS events, people::int AS people
     FROM ${schema}.growth_days ORDER BY growth_days.day DESC, name`,
  );
  const [bots] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${schema}.growth_events WHERE is_bot`,
  );
  const [rejected] = await db.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${schema}.growth_rejected`,
  );
  const left = await db.query<{ reason: string; events: number }>(
    `SELECT reason, events::int AS events FROM ${schema}.growth_left_out`,
  );
  const of = (reason: string): number => left.find((row) => row.reason === reason)?.events ?? 0;
  return {
    counts,
    excluded: {
      ...{ bots: bots?.count ?? 0, duplicates: of('duplicates') },
      // Those that are kept aside still, and those that were.
      rejected: (rejected?.count ?? 0) + of('rejected'),
      ...{
        withoutConsent: of('withoutConsent'),
        forgotten: of('forgotten'),
        expired: of('expired'),
      },
    },
  };
}

/**
 * Stores what a platform tells of a post and day; the newest import of a count holds, so that an export
 * may be imported again.
 */
export async function storePlatformCounts(
  db: TeamDatabase,
  counts: readonly PlatformCount[],
): Promise<{ added: number; updated: number; unchanged: number }> {
  const keyOf = (one: PlatformCount): string =>
    JSON.stringify([one.platform, one.post, one.day, one.metric]);
  // Of two in one batch the last one holds.
  const last = new Map(counts.map((one) => [keyOf(one), one]));
  const changed = await db.query<{ is_new: boolean }>(
    `INSERT INTO ${db.schema}.growth_platform_counts AS c (platform, post, day, metric, value)
     SELECT platform, post, day, metric, value FROM jsonb_to_recordset($1::jsonb)
       AS e(platform text, post text, day date, metric text, value double precision)
     ON CONFLICT (platform, post, day, metric) DO UPDATE SET value = excluded.value
       WHERE c.value <> excluded.value
     RETURNING xmax = 0 AS is_new`,
    [JSON.stringify([...last.values()])],
  );
  const added = changed.filter((row) => row.is_new).length;
  const updated = changed.length - added;
  return { added, updated, unchanged: last.size - changed.length };
}

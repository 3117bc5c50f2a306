import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { changeDays } from './countDays.ts';
import { partitionOf } from './ensureMonths.ts';
import { countAsLeftOut } from './leftOut.ts';
import { rollUp } from './rollUp.ts';
import { hashOf, retentionMs } from './storeEvents.ts';

/**
 * Deletes everything of a person: events, keys, units, and what was kept aside. A hash of the id stays,
 * so that events of it that come again are not kept. How many events there were.
 */
export function forgetPerson(db: TeamDatabase, person: string, nowMs: number): Promise<number> {
  return db.transaction(async (tx) => {
    const { schema } = tx;
    await lockGrowth(tx);
    await tx.query(
      `INSERT INTO ${schema}.growth_forgotten VALUES ($1, to_timestamp($2::double precision / 1000.0))
       ON CONFLICT DO NOTHING`,
      [hashOf(person), nowMs],
    );
    const removed = await tx.query<{ day: string }>(
      `DELETE FROM ${schema}.growth_events WHERE person = $1
       RETURNING to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day`,
      [person],
    );
    await tx.query(`DELETE FROM ${schema}.growth_event_keys WHERE person = $1`, [person]);
    await tx.query(`DELETE FROM ${schema}.growth_rejected WHERE person = $1`, [person]);
    await rollUp(tx, [person]);
    await changeDays(tx, [...new Set(removed.map(({ day }) => day))]);
    return removed.length;
  });
}

/** Drops the months that the retention period has passed as a whole. Names of the months. */
export function dropExpired(db: TeamDatabase, nowMs: number): Promise<string[]> {
  const oldest = new Date(nowMs - retentionMs).toISOString().slice(0, 7);
  return db.transaction(async (tx) => {
    await lockGrowth(tx);
    const months = (await monthsOf(tx)).filter((month) => month < oldest);
    for (const month of months) {
      const people = await tx.query<{ person: string }>(
        `SELECT DISTINCT person FROM ${tx.schema}.${partitionOf(month)}`,
      );
      await tx.query(`DROP TABLE ${tx.schema}.${partitionOf(month)}`);
      await rollUp(
        tx,
        people.map(({ person }) => person),
      );
    }
    const until = `${oldest}-01T00:00:00Z`;
    await tx.query(`DELETE FROM ${tx.schema}.growth_event_keys WHERE at < $1`, [until]);
    const aside = await tx.query(
      `DELETE FROM ${tx.schema}.growth_rejected WHERE received_at < $1 RETURNING key`,
      [until],
    );
    await countAsLeftOut(tx, 'rejected', aside.length);
    await tx.query(`DELETE FROM ${tx.schema}.growth_days WHERE day < $1::date`, [until]);
    return months;
  });
}

/** Those that this role may drop: of a team, all or none. */
async function monthsOf(tx: TeamQueries): Promise<string[]> {
  const tables = await tx.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = '${tx.schema}.growth_events'::regclass
       AND pg_has_role(current_user, c.relowner, 'USAGE') ORDER BY 1`,
  );
  return tables.map(({ name }) => name.slice('growth_events_'.length).replace('_', '-'));
}

import {
  type PushCampaign,
  type PushEvent,
  type PushStatus,
  pushCampaignSchema,
  pushEventSchema,
} from '../../../src/contract/hub/push.ts';
import type { Database, Query } from '../database.ts';
import { refuse } from '../refusal.ts';
import { type QuietHours, quietUntilMs } from './quietHours.ts';

const weekMs = 7 * 24 * 3_600_000;
const eventsEach = 2_000;
/** Conditions on readers `s`: $1 is the campaign, $2 its topic, $3 who has quiet hours, $4 a week ago. */
const isUndivided =
  'NOT EXISTS (SELECT FROM hub_push_sends d WHERE d.campaign = $1 AND d.person = s.person)';
const isOfTopic = '($2::text IS NULL OR cardinality(s.topics) = 0 OR $2 = ANY(s.topics))';
const hoursOf = `(s.zone || ' ' || s.quiet_from || ' ' || s.quiet_until)`;
const isBelowCap = `(SELECT count(*) FROM hub_push_sends w WHERE w.person = s.person
  AND w.at_ms > $4 AND w.state NOT IN ('heldOut', 'gone', 'failed')) < s.max_per_week`;

/** Campaigns as desks make them, and what workers told of them. Errors are refusals in words. */
export function createCampaigns({ query, transaction }: Pick<Database, 'query' | 'transaction'>) {
  const find = async (id: string): Promise<PushCampaign> => {
    const [row] = await query<{ campaign: unknown }>(
      'SELECT campaign FROM hub_push_campaigns WHERE id = $1',
      [id],
    );
    if (row === undefined) throw refuse('notFound', `No campaign ${id}.`);
    return pushCampaignSchema.parse(row.campaign);
  };
  return {
    find,
    /** Another one than readers subscribed with is refused. */
    keepKey: async (publicKey: string): Promise<void> => {
      const [other] = await query(
        `SELECT 1 FROM hub_push_keys WHERE public_key <> $1
           AND EXISTS (SELECT FROM hub_push_subscriptions)`,
        [publicKey],
      );
      if (other !== undefined) throw refuse('otherKey');
      await query('DELETE FROM hub_push_keys WHERE public_key <> $1', [publicKey]);
      await query(
        'INSERT INTO hub_push_keys (public_key, at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [publicKey, Date.now()],
      );
    },
    /** The same again changes nothing. */
    create: async (campaign: PushCampaign): Promise<void> => {
      await query(
        `INSERT INTO hub_push_campaigns (id, campaign, created_at_ms) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING`,
        [campaign.id, JSON.stringify(campaign), campaign.createdAtMs],
      );
    },
    list: async (): Promise<PushCampaign[]> => {
      const rows = await query<{ campaign: unknown }>(
        'SELECT campaign FROM hub_push_campaigns ORDER BY created_at_ms DESC LIMIT 1000',
      );
      return rows.map(({ campaign }) => pushCampaignSchema.parse(campaign));
    },
    audience: async (id: string, after: string, limit: number): Promise<string[]> => {
      const { topic = null } = await find(id);
      const nowMs = Date.now();
      const { quiet } = await quietNow(query, nowMs);
      const rows = await query<{ person: string }>(
        `SELECT s.person FROM hub_push_subscriptions s
         WHERE s.person > $5 AND ${isOfTopic} AND ${isUndivided} AND ${isBelowCap}
           AND NOT ${hoursOf} = ANY($3) ORDER BY s.person LIMIT $6`,
        [id, topic, quiet, nowMs - weekMs, after, limit],
      );
      return rows.map(({ person }) => person);
    },
    /** Keeps what the growth loop decided of people; who was divided before stays where they are. */
    divide: (id: string, chosen: readonly string[], heldOut: readonly string[]): Promise<void> =>
      transaction(async (write) => {
        for (const [state, people] of Object.entries({ ready: chosen, heldOut })) {
          if (people.length === 0) continue;
          const rows = await write<{ person: string }>(
            `INSERT INTO hub_push_sends (campaign, person, state, attempts, at_ms)
             SELECT $1, person, $2, 0, $4 FROM unnest($3::text[]) AS person
             ON CONFLICT DO NOTHING RETURNING person`,
            [id, state, people, Date.now()],
          );
          const kind = state === 'ready' ? 'chosen' : 'heldOut';
          await addEvents(
            write,
            id,
            kind,
            rows.map(({ person }) => person),
          );
        }
      }),
    status: async (id: string): Promise<PushStatus> => {
      const { topic = null } = await find(id);
      const nowMs = Date.now();
      const states = await query<{ state: string; people: string | number; next: string | null }>(
        `SELECT state, count(*) AS people, min(retry_at_ms) FILTER (WHERE state = 'waiting') AS next
         FROM hub_push_sends WHERE campaign = $1 GROUP BY 1`,
        [id],
      );
      const told = await query<{ kind: string; people: string | number }>(
        'SELECT kind, count(*) AS people FROM hub_push_events WHERE campaign = $1 GROUP BY 1',
        [id],
      );
      const { quiet, nextAtMs } = await quietNow(query, nowMs);
      const [left] = await query<Record<'quiet' | 'capped' | 'open', string | number>>(
        `SELECT count(*) FILTER (WHERE ${hoursOf} = ANY($3)) AS quiet,
           count(*) FILTER (WHERE NOT ${hoursOf} = ANY($3) AND NOT ${isBelowCap}) AS capped,
           count(*) FILTER (WHERE NOT ${hoursOf} = ANY($3) AND ${isBelowCap}) AS open
         FROM hub_push_subscriptions s WHERE ${isOfTopic} AND ${isUndivided}`,
        [id, topic, quiet, nowMs - weekMs],
      );
      const inState = (...names: string[]): number =>
        states.reduce((sum, row) => sum + (names.includes(row.state) ? Number(row.people) : 0), 0);
      const ofKind = (kind: string): number =>
        Number(told.find((row) => row.kind === kind)?.people ?? 0);
      const waits = states.flatMap(({ next }) => (next === null ? [] : [Number(next)]));
      if (Number(left?.quiet ?? 0) > 0 && nextAtMs !== undefined) waits.push(nextAtMs);
      return {
        ...{
          ready: inState('ready', 'sending'),
          waiting: inState('waiting'),
          sent: inState('sent'),
        },
        ...{ heldOut: inState('heldOut'), gone: inState('gone'), failed: inState('failed') },
        ...{ unknown: inState('unknown'), delivered: ofKind('delivered'), shown: ofKind('shown') },
        ...{ clicked: ofKind('clicked'), closed: ofKind('closed') },
        ...{ quiet: Number(left?.quiet ?? 0), capped: Number(left?.capped ?? 0) },
        open: Number(left?.open ?? 0),
        ...(waits.length > 0 && { nextAtMs: Math.min(...waits) }),
      };
    },
    /** Confirms some, then the oldest that are not. */
    events: async (confirmed: readonly number[]): Promise<PushEvent[]> => {
      if (confirmed.length > 0) {
        await query(
          'UPDATE hub_push_events SET is_confirmed = true WHERE seq = ANY($1::bigint[])',
          [confirmed],
        );
      }
      const rows = await query<Record<string, unknown>>(
        `SELECT e.seq, e.kind, e.person, e.at_ms, e.campaign, e.path,
           c.campaign ->> 'experimentId' AS experiment
         FROM hub_push_events e LEFT JOIN hub_push_campaigns c ON c.id = e.campaign
         WHERE NOT e.is_confirmed ORDER BY e.seq LIMIT ${eventsEach}`,
      );
      return rows.map((row) =>
        pushEventSchema.parse({
          ...{ seq: Number(row.seq), kind: row.kind, person: row.person, atMs: Number(row.at_ms) },
          ...(row.campaign !== null && { campaign: row.campaign }),
          ...(row.experiment !== null && { experimentId: row.experiment }),
          ...(row.path !== null && { path: row.path }),
        }),
      );
    },
  };
}
export type Campaigns = ReturnType<typeof createCampaigns>;

/** At once for many people; what is known already stays. */
export async function addEvents(
  write: Query,
  campaign: string,
  kind: PushEvent['kind'],
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  await write(
    `INSERT INTO hub_push_events (key, kind, person, campaign, at_ms)
     SELECT person || ' ' || $1::text || ' ' || $2::text, $2, person, $1, $4
     FROM unnest($3::text[]) AS person ON CONFLICT (key) DO NOTHING`,
    [campaign, kind, people, Date.now()],
  );
}

/** The hours of readers for whom it is quiet now, as the queries write them, and when the first end. */
async function quietNow(
  query: Query,
  nowMs: number,
): Promise<{ quiet: string[]; nextAtMs: number | undefined }> {
  const rows = await query<QuietHours>(
    `SELECT DISTINCT zone, quiet_from AS "from", quiet_until AS "until" FROM hub_push_subscriptions
     WHERE quiet_from <> quiet_until`,
  );
  const ends = rows.flatMap((hours) => {
    const untilMs = quietUntilMs(hours, nowMs);
    const key = `${hours.zone} ${hours.from} ${hours.until}`;
    return untilMs === undefined ? [] : [{ key, untilMs }];
  });
  return {
    quiet: ends.map(({ key }) => key),
    nextAtMs: ends.length === 0 ? undefined : Math.min(...ends.map(({ untilMs }) => untilMs)),
  };
}

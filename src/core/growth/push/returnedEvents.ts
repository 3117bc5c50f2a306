import type { EventEnvelope, PushCampaign, PushReturn } from '../../../contract/index.ts';
import type { TeamQueries } from '../../sync/index.ts';
import { heldOutVariant, sentVariant } from './growthEvent.ts';

export const returnedDays = [1, 7] as const;
export type ReturnedDays = (typeof returnedDays)[number];

/** The goal of who came back within so many days of being divided; of this campaign alone. */
export function returnedGoal(campaign: string, days: ReturnedDays): string {
  return `returned-${days}d:${campaign}`;
}

/**
 * A conversion for each unit of a campaign, sent to or held out, that opened a page of the hub within 1
 * and within 7 days, at the time of that visit. Those that are stored already are left out.
 */
export async function returnedEvents(
  db: TeamQueries,
  { id, experimentId }: Pick<PushCampaign, 'id' | 'experimentId'>,
): Promise<EventEnvelope[]> {
  const found: EventEnvelope[] = [];
  for (const days of returnedDays) {
    const goal = returnedGoal(id, days);
    const rows = await db.query<{ person: string; at: number }>(
      `SELECT u.person, (extract(epoch FROM min(e.at)) * 1000)::double precision AS at
       FROM ${db.schema}.growth_units u JOIN ${db.schema}.growth_events e ON e.person = u.person
         AND e.name = 'view' AND NOT e.is_bot AND e.at > u.exposed_at
         AND e.at <= u.exposed_at + make_interval(days => $2)
       WHERE u.experiment = $1 AND NOT EXISTS (SELECT FROM ${db.schema}.growth_event_keys k
         WHERE k.id = 'push:' || u.person || ':' || $3::text)
       GROUP BY u.person`,
      [experimentId, days, goal],
    );
    for (const { person, at } of rows) {
      const common = { id: `push:${person}:${goal}`, person, atMs: Math.round(at) };
      found.push({ ...common, consent: 'granted', name: 'conversion', properties: { goal } });
    }
  }
  return found;
}

const arms = { sent: sentVariant, heldOut: heldOutVariant } as const;

/**
 * Of the people of each arm who returned within 1 and within 7 days, and how many have not had so long
 * yet. Who was in both arms is in neither.
 */
export async function countReturned(
  db: TeamQueries,
  { id, experimentId }: Pick<PushCampaign, 'id' | 'experimentId'>,
  nowMs: number,
): Promise<PushReturn[]> {
  const found: PushReturn[] = [];
  for (const days of returnedDays) {
    const rows = await db.query<{
      variant: string;
      people: number;
      returned: number;
      pending: number;
    }>(
      `SELECT u.variant, count(*)::int AS people, count(k.id)::int AS returned,
         (count(*) FILTER (WHERE k.id IS NULL AND u.exposed_at + make_interval(days => $2)
           > to_timestamp($4::double precision / 1000.0)))::int AS pending
       FROM ${db.schema}.growth_units u LEFT JOIN ${db.schema}.growth_event_keys k
         ON k.id = 'push:' || u.person || ':' || $3::text
       WHERE u.experiment = $1 AND NOT u.is_multiple GROUP BY 1`,
      [experimentId, days, returnedGoal(id, days), nowMs],
    );
    for (const arm of ['sent', 'heldOut'] as const) {
      const row = rows.find(({ variant }) => variant === arms[arm]);
      const { people = 0, returned = 0, pending = 0 } = row ?? {};
      found.push({ days, arm, people, returned, pending });
    }
  }
  return found;
}

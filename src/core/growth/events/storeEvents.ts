import { createHash } from 'node:crypto';
import type { AddedEvents, EventEnvelope } from '../../../contract/index.ts';
import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { checkEvent } from './checkEvent.ts';
import { ensureMonths } from './ensureMonths.ts';
import { keepAside, type Reject } from './keepAside.ts';
import { countAsLeftOut } from './leftOut.ts';
import { rollUp } from './rollUp.ts';

/** Events older than this are not kept, and removed when they become so: 13 months. */
export const retentionMs = 395 * 86_400_000;
const shownRejects = 20;

type Known = { event: EventEnvelope; isBot: boolean };
interface CheckedBatch {
  known: Known[];
  rejects: Reject[];
  left: { withoutConsent: number; expired: number };
}

/**
 * Stores batches in one transaction, with their rollups: after it every count is as if each event had
 * come once and in order, whatever came before, late or twice. What is unknown or wrong is kept aside.
 * What became of each batch.
 */
export async function storeEvents(
  db: TeamDatabase,
  batches: readonly (readonly unknown[])[],
  nowMs: number,
): Promise<AddedEvents[]> {
  const checked = batches.map((given) => checkBatch(given, nowMs));
  const known = checked.flatMap((batch) => batch.known);
  const rejects = checked.flatMap((batch) => batch.rejects);
  return db.transaction(async (tx) => {
    await lockGrowth(tx);
    const { fresh, forgotten } = await storeKnown(tx, known, nowMs);
    if (rejects.length > 0) {
      const people = rejects.flatMap(({ person }) => person ?? []);
      for (const person of await forgottenOf(tx, people)) forgotten.add(person);
      await keepAside(tx, rejects.filter(isKept(forgotten)), nowMs);
    }
    const added = checked.map((batch) => resultOf(batch, fresh, forgotten));
    await countLeftOut(tx, added);
    return added;
  });
}

function checkBatch(given: readonly unknown[], nowMs: number): CheckedBatch {
  const batch: CheckedBatch = { known: [], rejects: [], left: { withoutConsent: 0, expired: 0 } };
  for (const [index, raw] of given.entries()) {
    const checked = checkEvent(raw, nowMs);
    if ('problem' in checked) {
      batch.rejects.push({ index, message: checked.problem, person: checked.person, raw });
    } else if (checked.event.consent === 'denied') batch.left.withoutConsent++;
    else if (checked.event.atMs < nowMs - retentionMs) batch.left.expired++;
    else batch.known.push(checked);
  }
  return batch;
}

/** SHA-256 of a person's id: what is kept of who was forgotten. */
export function hashOf(person: string): string {
  return createHash('sha256').update(person).digest('hex');
}

/** Keys of events that were stored now, each to be claimed once, and people who were forgotten. */
interface Stored {
  fresh: Set<string>;
  forgotten: Set<string>;
}

async function storeKnown(
  tx: TeamQueries,
  known: readonly Known[],
  nowMs: number,
): Promise<Stored> {
  // Of two with one key the first.
  const first = new Map<string, Known>();
  for (const one of known) if (!first.has(one.event.id)) first.set(one.event.id, one);
  if (first.size === 0) return { fresh: new Set(), forgotten: new Set() };
  const events = [...first.values()].map(({ event, isBot }) => ({
    ...{ id: event.id, at: event.atMs, name: event.name, person: event.person },
    ...{ properties: event.properties, is_bot: isBot },
  }));
  await ensureMonths(tx, new Set(events.map(({ at }) => at)));
  const rows = await tx.query<{ id: string; is_fresh: boolean }>(storeSql(tx.schema), [
    JSON.stringify(events),
    nowMs,
  ]);
  const of = (isFresh: boolean): Set<string> =>
    new Set(rows.flatMap((row) => (row.is_fresh === isFresh ? [row.id] : [])));
  const stored = { fresh: of(true), forgotten: of(false) };
  const people = events.filter(({ id }) => stored.fresh.has(id)).map(({ person }) => person);
  if (people.length > 0) await rollUp(tx, [...new Set(people)]);
  return stored;
}

/** Those whose key is not known yet, but for people who were forgotten, and the days they are of. */
const storeSql = (schema: string): string => `
WITH given AS MATERIALIZED (
  SELECT id, to_timestamp(at / 1000.0) AS at, name, person, properties, is_bot
  FROM json_to_recordset($1::json) AS e(id text, at double precision, name text, person text,
    properties jsonb, is_bot boolean)
), forgotten AS MATERIALIZED (
  SELECT DISTINCT person FROM given WHERE EXISTS (
    SELECT FROM ${schema}.growth_forgotten f
    WHERE f.person_hash = encode(sha256(convert_to(person, 'UTF8')), 'hex'))
), fresh AS (
  INSERT INTO ${schema}.growth_event_keys (id, person, at)
  SELECT id, person, at FROM given WHERE NOT EXISTS (
    SELECT FROM forgotten f WHERE f.person = given.person)
  ON CONFLICT DO NOTHING RETURNING id
), stored AS (
  INSERT INTO ${schema}.growth_events (id, at, received_at, name, person, properties, is_bot)
  SELECT id, at, to_timestamp($2::double precision / 1000.0), name, person, properties, is_bot
  FROM given JOIN fresh USING (id)
), days AS (
  INSERT INTO ${schema}.growth_changed_days
  SELECT DISTINCT (at AT TIME ZONE 'UTC')::date FROM given JOIN fresh USING (id)
  ON CONFLICT DO NOTHING
)
SELECT id, true AS is_fresh FROM fresh UNION ALL SELECT person, false FROM forgotten`;

async function forgottenOf(tx: TeamQueries, people: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ hash: string }>(
    `SELECT person_hash AS hash FROM ${tx.schema}.growth_forgotten WHERE person_hash = ANY($1)`,
    [people.map(hashOf)],
  );
  const hashes = new Set(rows.map(({ hash }) => hash));
  return people.filter((person) => hashes.has(hashOf(person)));
}

function isKept(forgotten: ReadonlySet<string>): (reject: Reject) => boolean {
  return ({ person }) => person === undefined || !forgotten.has(person);
}

/** Takes the keys of its events out of those that are fresh. */
function resultOf(
  { known, rejects, left }: CheckedBatch,
  fresh: Set<string>,
  forgotten: ReadonlySet<string>,
): AddedEvents {
  const wanted = known.filter(({ event }) => !forgotten.has(event.person));
  const added = wanted.filter(({ event }) => fresh.delete(event.id));
  const aside = rejects.filter(isKept(forgotten));
  return {
    ...left,
    duplicates: wanted.length - added.length,
    forgotten: known.length - wanted.length + rejects.length - aside.length,
    added: added.length,
    bots: added.filter(({ isBot }) => isBot).length,
    rejected: aside.length,
    rejects: aside.slice(0, shownRejects).map(({ index, message }) => ({ index, message })),
  };
}

async function countLeftOut(tx: TeamQueries, added: readonly AddedEvents[]): Promise<void> {
  for (const reason of ['withoutConsent', 'expired', 'duplicates', 'forgotten'] as const) {
    await countAsLeftOut(
      tx,
      reason,
      added.reduce((sum, one) => sum + one[reason], 0),
    );
  }
}

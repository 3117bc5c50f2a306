import { createHash } from 'node:crypto';
import type { AddedEvents, EventEnvelope } from '../../../contract/index.ts';
import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { checkEvent } from './checkEvent.ts';
import { ensureMonths } from './ensureMonths.ts';
import { rollUp } from './rollUp.ts';

/** Events older than this are not kept, and removed when they become so: 13 months. */
export const retentionMs = 395 * 86_400_000;
const shownRejects = 20;
const maxRawCharacters = 10_000;

type Known = { event: EventEnvelope; isBot: boolean };

/**
 * Stores a batch in one transaction, with its rollups: after it every count is as if each event had
 * come once and in order, whatever came before, late or twice. What is unknown or wrong is kept aside.
 */
export async function storeEvents(
  db: TeamDatabase,
  given: readonly unknown[],
  nowMs: number,
): Promise<AddedEvents> {
  const known: Known[] = [];
  const rejects: { index: number; message: string; person: string | undefined; raw: unknown }[] =
    [];
  const left = { withoutConsent: 0, expired: 0 };
  for (const [index, raw] of given.entries()) {
    const checked = checkEvent(raw, nowMs);
    if ('problem' in checked) {
      rejects.push({ index, message: checked.problem, person: checked.person, raw });
    } else if (checked.event.consent === 'denied') left.withoutConsent++;
    else if (checked.event.atMs < nowMs - retentionMs) left.expired++;
    else known.push(checked);
  }
  return db.transaction(async (tx) => {
    await lockGrowth(tx);
    const hashes = await forgottenOf(tx, [
      ...known.map(({ event }) => event.person),
      ...rejects.flatMap(({ person }) => person ?? []),
    ]);
    const isForgotten = (person: string): boolean => hashes.has(hashOf(person));
    const wanted = known.filter(({ event }) => !isForgotten(event.person));
    const fresh = await newOnes(tx, wanted);
    if (fresh.length > 0) await keep(tx, fresh, nowMs);
    const aside = rejects.filter(({ person }) => person === undefined || !isForgotten(person));
    await keepAside(tx, aside, nowMs);
    const counts = {
      ...left,
      duplicates: wanted.length - fresh.length,
      forgotten: known.length - wanted.length + rejects.length - aside.length,
    };
    await countLeftOut(tx, counts);
    return {
      ...counts,
      added: fresh.length,
      bots: fresh.filter(({ isBot }) => isBot).length,
      rejected: aside.length,
      rejects: aside.slice(0, shownRejects).map(({ index, message }) => ({ index, message })),
    };
  });
}

/** SHA-256 of a person's id: what is kept of who was forgotten. */
export function hashOf(person: string): string {
  return createHash('sha256').update(person).digest('hex');
}

async function forgottenOf(tx: TeamQueries, people: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ hash: string }>(
    `SELECT person_hash AS hash FROM ${tx.schema}.growth_forgotten WHERE person_hash = ANY($1)`,
    [[...new Set(people.map(hashOf))]],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Those whose key is not known yet; of two with one key in a batch the first. */
async function newOnes(tx: TeamQueries, events: readonly Known[]): Promise<Known[]> {
  const first = new Map<string, Known>();
  for (const one of events) if (!first.has(one.event.id)) first.set(one.event.id, one);
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO ${tx.schema}.growth_event_keys (id, person, at)
     SELECT id, person, to_timestamp(at / 1000.0)
     FROM jsonb_to_recordset($1::jsonb) AS e(id text, person text, at double precision)
     ON CONFLICT DO NOTHING RETURNING id`,
    [JSON.stringify([...first.values()].map(({ event }) => ({ ...event, at: event.atMs })))],
  );
  return rows.flatMap(({ id }) => first.get(id) ?? []);
}

async function keep(tx: TeamQueries, fresh: readonly Known[], nowMs: number): Promise<void> {
  const instantsMs = fresh.map(({ event }) => event.atMs);
  await ensureMonths(tx, instantsMs);
  await insert(tx, fresh, nowMs);
  await rollUp(tx, {
    people: [...new Set(fresh.map(({ event }) => event.person))],
    days: [...new Set(instantsMs.map((ms) => new Date(ms).toISOString().slice(0, 10)))],
  });
}

async function insert(tx: TeamQueries, events: readonly Known[], nowMs: number): Promise<void> {
  await tx.query(
    `INSERT INTO ${tx.schema}.growth_events (id, at, received_at, name, person, properties, is_bot)
     SELECT id, to_timestamp(at / 1000.0), to_timestamp($2::double precision / 1000.0), name, person, properties, is_bot
     FROM jsonb_to_recordset($1::jsonb)
       AS e(id text, at double precision, name text, person text, properties jsonb, is_bot boolean)`,
    [
      JSON.stringify(
        events.map(({ event, isBot }) => ({ ...event, at: event.atMs, is_bot: isBot })),
      ),
      nowMs,
    ],
  );
}

async function keepAside(
  tx: TeamQueries,
  rejects: readonly { message: string; person: string | undefined; raw: unknown }[],
  nowMs: number,
): Promise<void> {
  if (rejects.length === 0) return;
  const rows = rejects.map(({ message, person, raw }) => {
    const text = JSON.stringify(raw) ?? 'null';
    // The same one a thousand times is one.
    const key = createHash('sha256').update(text).digest('hex');
    return { key, person, reason: message, raw: text.slice(0, maxRawCharacters).toWellFormed() };
  });
  await tx.query(
    `INSERT INTO ${tx.schema}.growth_rejected (key, received_at, person, reason, raw)
     SELECT key, to_timestamp($2::double precision / 1000.0), person, reason, to_jsonb(raw)
     FROM jsonb_to_recordset($1::jsonb) AS e(key text, person text, reason text, raw text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), nowMs],
  );
}

async function countLeftOut(
  tx: TeamQueries,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const rows = Object.entries(counts).filter(([, events]) => events > 0);
  for (const [reason, events] of rows) {
    await tx.query(
      `INSERT INTO ${tx.schema}.growth_left_out AS l VALUES ($1, $2)
       ON CONFLICT (reason) DO UPDATE SET events = l.events + excluded.events`,
      [reason, events],
    );
  }
}

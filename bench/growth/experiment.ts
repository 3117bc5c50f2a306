import { migrateGrowth } from '../../src/core/growth/database/growthTables.ts';
import { ensureMonths } from '../../src/core/growth/events/ensureMonths.ts';
import { rollUp } from '../../src/core/growth/events/rollUp.ts';
import {
  createEvents,
  createExperimentHistories,
  createExperiments,
} from '../../src/core/growth/index.ts';
import { openServerDatabase, type TeamDatabase } from '../../src/core/sync/index.ts';
import { type BenchmarkRow, quantile } from '../benchmark.ts';

const people = 1_000_000;
const eventsEach = 10;
/** So many people at a time are rolled up. */
const pieces = 20;
const looks = 9;
const barMs = 1_000;
const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 4, 2);

/**
 * An experiment of a million units and ten million events, which the database makes by itself: the time
 * that its page takes to read, and that of counting the first million events by day.
 */
export async function experimentBench(
  url: string,
): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const db = await openServerDatabase(url);
  try {
    await migrateGrowth(db);
    let nowMs = startMs;
    const tools = {
      database: { get: () => Promise.resolve(db), dispose: () => Promise.resolve() },
      clock: { nowMs: () => nowMs },
      draftOf: () => {
        throw new Error('The variants are texts.');
      },
    };
    const experiments = createExperiments(tools);
    const histories = createExperimentHistories(tools);
    const { id } = await experiments.create({
      ...{ name: 'Ten million events', hypothesis: 'B is better.', minimumEffect: 0.05 },
      ...{ metric: { measure: 'conversion:signup' }, baseline: 0.3 },
      guardrails: [{ measure: 'click' }],
      variants: [{ text: 'a' }, { text: 'b' }],
    });
    await experiments.start(id);
    nowMs += 28 * dayMs;
    await db.transaction((tx) => ensureMonths(tx, new Set([startMs])));
    await addEvents(db, id, 0, people / 10);
    const countMs = await timeOf(() => createEvents(tools).count());
    await addEvents(db, id, people / 10, people);
    await db.exec(`ANALYZE ${db.schema}.growth_events`);
    const rollUpMs = await timeOf(() => rollUpAll(db));
    const times: number[] = [];
    for (let look = 0; look < looks; look++) {
      times.push(await timeOf(() => Promise.all([experiments.get(id), histories.get(id)])));
    }
    const { points } = await histories.get(id);
    const { evaluation } = await experiments.get(id);
    const decided = evaluation?.decision;
    if (decided !== 'scale') throw new Error(`The decision is ${decided}; B is better by 10 %.`);
    return {
      rows: [
        row(
          `an experiment of ${people} units and ${people * eventsEach} events: its page with ${points.length} estimates`,
          times,
        ),
        row(`${(people * eventsEach) / 10} events of a month, counted by day and name`, [countMs]),
      ],
      notes: [`The units were made in ${Math.round(rollUpMs / 1_000)} s, once.`],
    };
  } finally {
    await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
    await db.close();
  }
}

/** Of each person an exposure, seven clicks and views, and of three in ten a sign-up (B: of a tenth more). */
async function addEvents(db: TeamDatabase, id: string, from: number, to: number): Promise<void> {
  const { schema } = db;
  await db.query(
    `INSERT INTO ${schema}.growth_events (id, at, received_at, name, person, properties, is_bot)
     SELECT p || '-' || e, to_timestamp($2::double precision / 1000) + (p % 2419200) * interval '1 second'
         + e * interval '1 minute', now(),
       CASE WHEN e = 0 THEN 'exposure'
         WHEN e = 9 AND (p / 2) % 100 < CASE p % 2 WHEN 0 THEN 30 ELSE 33 END THEN 'conversion'
         WHEN e % 2 = 0 THEN 'view' ELSE 'click' END,
       'person-' || p,
       CASE WHEN e = 0
         THEN jsonb_build_object('experiment', $1::text, 'variant', CASE p % 2 WHEN 0 THEN 'A' ELSE 'B' END)
         WHEN e = 9 AND (p / 2) % 100 < CASE p % 2 WHEN 0 THEN 30 ELSE 33 END
         THEN '{"goal": "signup", "value": 4.9}'::jsonb
         ELSE '{"target": "more", "surface": "page"}'::jsonb END,
       false
     FROM generate_series($3::int, $4::int - 1) AS p, generate_series(0, ${eventsEach - 1}) AS e`,
    [id, startMs, from, to],
  );
  await db.query(
    `INSERT INTO ${schema}.growth_changed_days
     SELECT DISTINCT (at AT TIME ZONE 'UTC')::date FROM ${schema}.growth_events ON CONFLICT DO NOTHING`,
  );
}

async function rollUpAll(db: TeamDatabase): Promise<void> {
  for (let piece = 0; piece < pieces; piece++) {
    const size = people / pieces;
    const names = Array.from({ length: size }, (_, at) => `person-${piece * size + at}`);
    await db.transaction((tx) => rollUp(tx, names));
  }
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

function row(what: string, timesMs: readonly number[]): BenchmarkRow {
  const ms = quantile(timesMs, 0.5);
  return {
    ...{ what, ours: `${Math.round(ms)} ms`, peer: `${barMs} ms (allowed)` },
    ...{ ratio: ms / barMs, bar: 1, holds: ms <= barMs },
  };
}

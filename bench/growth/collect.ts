import { createCollector } from '../../src/core/api/index.ts';
import { migrateGrowth } from '../../src/core/growth/database/growthTables.ts';
import { createEvents } from '../../src/core/growth/index.ts';
import { openServerDatabase } from '../../src/core/sync/index.ts';
import type { BenchmarkRow } from '../benchmark.ts';

const events = 50_000;
const batchEvents = 50;
/** Batches that are under way at the same time. */
const senders = 16;
const people = 10_000;
const bar = 5_000;

/**
 * Batches of visitors who see a variant and click or sign up, through the collector into Postgres,
 * each batch answered when it is stored. The senders are in this process and on the same processors.
 */
export async function collectBench(
  url: string,
): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const db = await openServerDatabase(url);
  try {
    await migrateGrowth(db);
    const database = { get: () => Promise.resolve(db), dispose: () => Promise.resolve() };
    const collect = createCollector(createEvents({ database, clock: { nowMs: Date.now } }));
    const batches = makeBatches();
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: senders }, () => sendAll(batches, collect)));
    const rate = events / ((performance.now() - startedMs) / 1_000);
    const what = `events in batches of ${batchEvents}, ${senders} at a time, into Postgres with fsync`;
    const row = {
      ...{ what, ours: `${Math.round(rate)} events/s`, peer: `${bar} events/s (wanted)` },
      ...{ ratio: rate / bar, bar: 1, atLeast: true as const, holds: rate >= bar },
    };
    return { rows: [row], notes: [] };
  } finally {
    await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
    await db.close();
  }
}

type Collect = ReturnType<typeof createCollector>;

async function sendAll(batches: string[], collect: Collect): Promise<void> {
  for (let body = batches.pop(); body !== undefined; body = batches.pop()) {
    const answer = await collect(new Request('http://127.0.0.1/collect', { method: 'POST', body }));
    const { added } = await answer.json();
    if (added !== batchEvents) throw new Error(`${added} of ${batchEvents} events were added.`);
  }
}

function makeBatches(): string[] {
  const atMs = Date.now() - 7_200_000;
  const event = (at: number): object => {
    const number = at % people;
    const variant = number % 2 === 0 ? 'A' : 'B';
    const common = { person: `person-${number}`, consent: 'granted', atMs: atMs + at };
    if (at < people) {
      const properties = { experiment: 'hook', variant };
      return { ...common, id: `e-${at}`, name: 'exposure', properties };
    }
    if (at % 3 === 0) {
      const properties = { goal: 'signup', value: at % 50 };
      return { ...common, id: `c-${at}`, name: 'conversion', properties };
    }
    return { ...common, id: `k-${at}`, name: 'click', properties: { target: 'more' } };
  };
  return Array.from({ length: events / batchEvents }, (_, batch) =>
    JSON.stringify(Array.from({ length: batchEvents }, (_, at) => event(batch * batchEvents + at))),
  ).toReversed();
}

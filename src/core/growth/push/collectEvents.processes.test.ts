import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushCall, PushCampaign, PushEvent } from '../../../contract/index.ts';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
import { createEvents } from '../events/createEvents.ts';
import { createExperiments } from '../experiments/createExperiments.ts';
import type { AskHub } from './askHub.ts';
import { createCollector } from './collectEvents.ts';
import { countReturned } from './returnedEvents.ts';

const dayMs = 86_400_000;
let nowMs = Date.UTC(2026, 5, 1);
let db: TeamDatabase;
beforeAll(async () => {
  db = await openLocalDatabase();
  await migrateGrowth(db);
});
afterAll(() => db.close());

/** What a hub does with calls that collect: an event is told until it is confirmed. */
function hubOf(campaigns: readonly PushCampaign[], told: readonly PushEvent[]) {
  const confirmed = new Set<number>();
  const ask: AskHub = async (call: PushCall, schema) => {
    if (call.action === 'list') return schema.parse({ campaigns });
    if (call.action !== 'events') throw new Error(`Not of this test: ${call.action}.`);
    for (const seq of call.confirmed) confirmed.add(seq);
    return schema.parse({ events: told.filter(({ seq }) => !confirmed.has(seq)) });
  };
  return ask;
}

test('two that collect at once count each event once; returns are of the campaign that was asked for', async () => {
  const tools = {
    database: { get: () => Promise.resolve(db), dispose: () => Promise.resolve() },
    clock: { nowMs: () => nowMs },
  };
  const events = createEvents(tools);
  const experiments = createExperiments({
    ...tools,
    draftOf: (id) => {
      throw new Error(`No draft ${id}.`);
    },
  });
  const campaigns: PushCampaign[] = [];
  const told: PushEvent[] = [];
  for (const id of ['c1', 'c2']) {
    const { id: experimentId } = await experiments.create({
      ...{ name: id, hypothesis: 'More return.', minimumEffect: 0.2, baseline: 0.4 },
      metric: { measure: `conversion:returned-7d:${id}` },
      variants: [{ text: 'nothing' }, { text: 'a message' }],
    });
    await experiments.start(experimentId);
    const message = { title: id, body: 'text', path: '/' };
    campaigns.push({ id, experimentId, message, createdAtMs: nowMs });
    const add = (kind: PushEvent['kind'], person: string, atMs: number): void => {
      const ofCampaign = kind === 'view' ? { path: '/' } : { campaign: id, experimentId };
      told.push({ seq: told.length + 1, kind, person, atMs, ...ofCampaign });
    };
    // Two got it and one was held out; one of either came back, after a day and within the week.
    for (const person of [`${id}-a`, `${id}-b`]) add('chosen', person, nowMs + 1_000);
    add('heldOut', `${id}-c`, nowMs + 1_000);
    add('view', `${id}-a`, nowMs + 3_600_000);
    add('view', `${id}-c`, nowMs + 3 * dayMs);
  }
  const [first, second] = campaigns;
  if (first === undefined || second === undefined) throw new Error('There are two.');
  nowMs += 5 * dayMs;
  const collect = createCollector(() => ({ ...tools, events, experiments }));
  const ask = hubOf(campaigns, told);
  await Promise.all([collect(ask, 'c1'), collect(ask, 'c1')]);
  const { counts, excluded } = await events.count();
  expect(excluded.duplicates).toBe(0);
  expect(counts.find(({ name }) => name === 'exposure')).toMatchObject({ events: 6, people: 6 });
  const returnedOf = async (campaign: PushCampaign) =>
    (await countReturned(db, campaign, nowMs)).map(({ returned, pending, people }) => [
      ...[returned, pending, people],
    ]);
  // Within 1 day: sent, held out; within 7 days the same.
  expect(await returnedOf(first)).toEqual([
    ...[
      [1, 0, 2],
      [0, 0, 1],
    ],
    ...[
      [1, 1, 2],
      [1, 0, 1],
    ],
  ]);
  expect((await returnedOf(second)).map(([returned]) => returned)).toEqual([0, 0, 0, 0]);
  await collect(ask, 'c2');
  expect(await returnedOf(second)).toEqual(await returnedOf(first));
});

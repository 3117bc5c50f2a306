import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Experiment } from '../../../contract/index.ts';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
import { createEvents } from '../events/createEvents.ts';
import { createRetention } from '../retention/createRetention.ts';
import { createExperiments } from './createExperiments.ts';
import { createExperimentHistories } from './experimentHistory.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** A Monday. */
const startMs = Date.UTC(2026, 5, 1);
let nowMs = startMs;
let db: TeamDatabase;
beforeAll(async () => {
  db = await openLocalDatabase();
  await migrateGrowth(db);
});
afterAll(() => db.close());

const tools = () => ({
  database: { get: () => Promise.resolve(db), dispose: () => Promise.resolve() },
  clock: { nowMs: () => nowMs },
});
const experiments = () =>
  createExperiments({
    ...tools(),
    draftOf: (id) => {
      throw new Error(`No draft ${id}.`);
    },
  });
const histories = () => createExperimentHistories(tools());

const event = (name: string, person: string, atMs: number, properties: object) => ({
  ...{ id: `${person}-${name}-${atMs}`, name, person, consent: 'granted', atMs, properties },
});

/** Four days with 200 people each; half of B, a third of A clicks a day later, twice. */
async function run(of: 'share' | 'count' | 'value'): Promise<Experiment> {
  nowMs = startMs;
  const { id } = await experiments().create({
    ...{ name: of, hypothesis: 'B is better.', minimumEffect: 0.2, baseline: 0.4, sd: 1 },
    ...{ metric: { measure: 'conversion:signup', of }, unitsPerDay: 200 },
    variants: [{ text: 'this' }, { text: 'that' }],
  });
  const started = await experiments().start(id);
  const sent: object[] = [];
  for (let day = 0; day < 4; day++) {
    for (let at = 0; at < 200; at++) {
      const person = `${id}-${day}-${at}`;
      const variant = at % 2 === 0 ? 'A' : 'B';
      const atMs = startMs + day * dayMs + at * 60_000 + 1;
      sent.push(event('exposure', person, atMs, { experiment: id, variant }));
      if (at % (variant === 'A' ? 3 : 4) > 1) continue;
      for (const later of [dayMs, dayMs + 5 * hourMs]) {
        const value = 1 + (at % 5) / 2;
        sent.push(event('conversion', person, atMs + later, { goal: 'signup', value }));
      }
    }
  }
  nowMs = startMs + 5 * dayMs;
  const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1)';
  const robot = { experiment: id, variant: 'A', userAgent };
  const twice = sent[0];
  await createEvents(tools()).add([
    ...sent,
    event('exposure', `${id}-robot`, startMs + hourMs, robot),
    event('exposure', `${id}-0-0`, startMs + hourMs, { experiment: id, variant: 'B' }),
    event('exposure', `${id}-other`, startMs + hourMs, { experiment: id, variant: 'Z' }),
    twice,
  ]);
  return started;
}

for (const how of ['share', 'count', 'value'] as const) {
  test(`estimates of a ${how} grow to those that the experiment has now`, async () => {
    const { id } = await run(how);
    const { evaluation } = await experiments().get(id);
    const { points, stepMs, health } = await histories().get(id);
    const [shown] = evaluation?.variants ?? [];
    const last = points.at(-1)?.estimates[0];
    expect(last?.lift).toBeCloseTo(shown?.lift ?? Number.NaN, 9);
    for (const end of [0, 1]) {
      expect(last?.interval[end]).toBeCloseTo(shown?.interval?.[end] ?? Number.NaN, 9);
      expect(last?.sequentialInterval?.[end]).toBeCloseTo(
        shown?.sequentialInterval?.[end] ?? Number.NaN,
        9,
      );
    }
    expect(points.map(({ atMs }) => atMs)).toEqual(
      points.map((_, at) => Math.min(nowMs, startMs + (at + 1) * stepMs)),
    );
    // Nobody has converted in the first day, so nothing can be told; then intervals get narrower.
    const early = points.filter(({ atMs }) => atMs <= startMs + dayMs);
    expect(early.flatMap(({ estimates }) => estimates)).toEqual([]);
    expect(early.at(-1)?.arms).toMatchObject([
      { id: 'A', n: 99, mean: 0 },
      { id: 'B', n: 100 },
    ]);
    expect(health).toMatchObject({
      ...{ several: 1, unknown: 1, botExposures: 1, firstExposureAtMs: startMs + 1 },
    });
  });
}

test('of an experiment that began within an hour the first point is at the end of that hour', async () => {
  nowMs = startMs + 40 * 60_000;
  const { id } = await experiments().create({
    ...{ name: 'x', hypothesis: 'y', minimumEffect: 0.2, baseline: 0.4 },
    ...{ metric: { measure: 'conversion:signup' }, variants: [{ text: 'a' }, { text: 'b' }] },
  });
  await experiments().start(id);
  const [beganMs, person] = [nowMs, `${id}-late`];
  nowMs += 90 * 60_000;
  await createEvents(tools()).add([
    event('exposure', person, beganMs + 60_000, { experiment: id, variant: 'A' }),
    // Of a clock that is ahead.
    event('conversion', person, nowMs + 5 * hourMs, { goal: 'signup' }),
  ]);
  const { points, stepMs } = await histories().get(id);
  expect(stepMs).toBe(hourMs);
  expect(points.map(({ atMs, arms }) => [atMs - startMs, arms[0]])).toEqual([
    [hourMs, { id: 'A', n: 1, mean: 0 }],
    [2 * hourMs, { id: 'A', n: 1, mean: 0 }],
    [130 * 60_000, { id: 'A', n: 1, mean: 1 }],
  ]);
});

test('what comes after the stop is not in the history, and a draft has none', async () => {
  const { id } = await run('share');
  await experiments().stop(id);
  const before = await histories().get(id);
  nowMs += 3 * dayMs;
  const late = event('conversion', `${id}-0-2`, nowMs - hourMs, { goal: 'signup' });
  await createEvents(tools()).add([late]);
  expect(await histories().get(id)).toEqual(before);
  const draft = await experiments().create({
    ...{ name: 'x', hypothesis: 'y', minimumEffect: 0.2, baseline: 0.4 },
    ...{ metric: { measure: 'click' }, variants: [{ text: 'a' }, { text: 'b' }] },
  });
  expect((await histories().get(draft.id)).points).toEqual([]);
  await expect(histories().get('none')).rejects.toMatchObject({ code: 'experiment.notFound' });
});

test('cohorts: who came back in the weeks that are over, and how long people stay', async () => {
  await db.exec(`DROP SCHEMA ${db.schema} CASCADE`);
  await migrateGrowth(db);
  nowMs = startMs + 21 * dayMs + hourMs;
  const click = (person: string, days: number) =>
    event('click', person, startMs + days * dayMs + 1, { target: 'x' });
  await createEvents(tools()).add([
    ...[click('a', 0), click('a', 8), click('b', 0), click('b', 20), click('c', 6)],
    ...[click('d', 7), click('d', 15), click('e', 20.5)],
    event('push', 'c', startMs + 14 * dayMs, { state: 'sent', campaign: 'spring' }),
    event('push', 'd', startMs + 18 * dayMs, { state: 'opened', campaign: 'spring' }),
  ]);
  const { cohorts } = createRetention(tools());
  const found = await cohorts({ goneAfterDays: 7, weeks: 12, experimentId: undefined });
  expect(found.cohorts).toEqual([
    {
      ...{ cohort: '2026-06-01', people: 3 },
      // C is in its third week: that one counts for a and b alone.
      weeks: [
        { active: 3, of: 3 },
        { active: 1, of: 3 },
        { active: 1, of: 2 },
      ],
    },
    {
      ...{ cohort: '2026-06-08', people: 1 },
      weeks: [
        { active: 1, of: 1 },
        { active: 1, of: 1 },
      ],
    },
    { cohort: '2026-06-15', people: 1, weeks: [] },
  ]);
  const [first] = found.lifetimes.groups;
  expect(first).toMatchObject({ group: '2026-06-01', n: 3, ended: 2, median: 8 });
  expect(first?.points.map(({ time, ended }) => [time, ended])).toEqual([
    [0, 1],
    [8, 1],
    [20, 0],
  ]);
  const newest = await cohorts({ goneAfterDays: 7, weeks: 1, experimentId: undefined });
  expect(newest.cohorts.map(({ cohort }) => cohort)).toEqual([]);
});

test('a table that was dropped is evaluated as a file is; another one is refused in words', async () => {
  const { evaluate } = createRetention(tools());
  const csv = 'group,duration,observed\na,1,1\na,5,0\nb,2,1\nb,9,1\nb,-1,1\n';
  expect(await evaluate(csv)).toMatchObject({
    groups: [
      { group: 'a', n: 2, ended: 1 },
      { group: 'b', n: 2, ended: 2 },
    ],
    ...{ rejected: 1, rejects: [{ line: 6 }] },
    logRank: { degrees: 1 },
  });
  await expect(evaluate('x,y\n1,2\n')).rejects.toThrow('The first line names no column group');
});

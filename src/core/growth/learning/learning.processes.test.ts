import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BriefId, DraftId, HookPattern } from '../../../contract/index.ts';
import { newId } from '../../base/index.ts';
import { DraftRepository, replaceHookRecords } from '../../drafts/index.ts';
import { openTestLibrary, type TestLibrary } from '../../search/testing/searchLibrary.ts';
import { openLocalDatabase, type TeamDatabase } from '../../sync/index.ts';
import { migrateGrowth } from '../database/growthTables.ts';
import { createEvents } from '../events/createEvents.ts';
import { createExperiments } from '../experiments/createExperiments.ts';

const dayMs = 86_400_000;
let nowMs = Date.UTC(2026, 5, 1);
let db: TeamDatabase;
let opened: TestLibrary;
let drafts: DraftRepository;
beforeAll(async () => {
  db = await openLocalDatabase();
  await migrateGrowth(db);
});
afterAll(() => db.close());
beforeEach(() => {
  opened = openTestLibrary();
  drafts = new DraftRepository(opened.library.db);
});
afterEach(() => opened.close());

const database = { get: () => Promise.resolve(db), dispose: () => Promise.resolve() };
const clock = { nowMs: () => nowMs };
const experiments = () =>
  createExperiments({
    ...{ database, clock },
    draftOf: (draftId) => {
      const { draft, record } = drafts.draft(draftId);
      const { id, text, hookPattern } = draft;
      return { id, text, hookPattern, topic: record.brief.topic };
    },
    onLearned: (records) => replaceHookRecords(opened.library.db, records),
  });

/** A brief with a draft of each pattern, all equally well supported, in that order. */
function briefOf(topic: string, patterns: readonly HookPattern[]): DraftId[] {
  const videoId = opened.add({ title: topic });
  const briefId = newId<BriefId>();
  drafts.insertBrief({ id: briefId, topic, lengthWords: 18, count: 2, createdAtMs: nowMs++ });
  return patterns.map((hookPattern) => {
    const id = newId<DraftId>();
    drafts.insertDraft({
      ...{ id, briefId, text: `A ${hookPattern} on ${topic}`, hookPattern, why: '', modelId: 'm' },
      ...{ support: 0.8, createdAtMs: nowMs++ },
      citations: [{ videoId, title: topic, startMs: 0, endMs: 1, quote: 'q' }],
    });
    return id;
  });
}

/** Of a thousand people in each arm so many sign up. */
async function run(draftIds: readonly DraftId[], signedUp: readonly number[]): Promise<string> {
  const { id } = await experiments().create({
    ...{ name: 'Which one?', hypothesis: 'The second.', minimumEffect: 0.1, baseline: 0.3 },
    ...{ metric: { measure: 'conversion:signup' } },
    variants: draftIds.map((draftId) => ({ draftId })),
  });
  await experiments().start(id);
  const common = { consent: 'granted', atMs: nowMs + 1 };
  const seen = ['A', 'B'].flatMap((variant, arm) =>
    Array.from({ length: 1_000 }, (_, at) => {
      const person = `${id}-${variant}-${at}`;
      const exposed = { ...common, id: `${person}-e`, person, name: 'exposure' };
      const signup = { ...common, id: `${person}-c`, person, name: 'conversion' };
      return [
        { ...exposed, properties: { experiment: id, variant } },
        ...(at < (signedUp[arm] ?? 0)
          ? [{ ...signup, atMs: nowMs + 2, properties: { goal: 'signup' } }]
          : []),
      ];
    }).flat(),
  );
  nowMs += 5 * dayMs;
  await createEvents({ database, clock }).add(seen);
  const { decisions } = await experiments().decide(id);
  return decisions.at(-1)?.decision ?? 'none';
}

const listed = () => {
  const [newest] = drafts.list(1);
  return newest?.drafts ?? [];
};

test('decided experiments change the order of the next drafts, and say how much they know', async () => {
  const first = briefOf('money', ['question', 'number']);
  expect(listed().map(({ hookPattern }) => hookPattern)).toEqual(['question', 'number']);
  expect(listed()[0]?.score).toEqual({ total: 0.8, support: 0.8 });
  expect(await run(first, [300, 400])).toBe('scale');

  briefOf('plants', ['question', 'number', 'story']);
  const [best, middle, last] = listed();
  expect([best, middle, last].map((draft) => draft?.hookPattern)).toEqual([
    ...['number', 'story', 'question'],
  ]);
  expect(best?.score?.record).toMatchObject({
    of: [{ kind: 'pattern', key: 'number', wins: 1, losses: 0, comparisons: 1 }],
  });
  expect(last?.score?.record).toMatchObject({
    of: [{ key: 'question', wins: 0, losses: 1, comparisons: 1 }],
  });
  expect(middle?.score).not.toHaveProperty('record');

  // A third more signed up; one experiment is believed by less than that, several by more of it.
  const lift = () => listed()[0]?.score?.record?.of[0]?.lift ?? 0;
  const once = lift();
  expect(once).toBeGreaterThan(0.1);
  expect(once).toBeLessThan(1 / 3);
  for (let again = 0; again < 2; again++) await run(first, [300, 400]);
  expect(lift()).toBeGreaterThan(once);
  expect(lift()).toBeLessThan(1 / 3);
  expect(listed()[0]?.score?.record?.of[0]).toMatchObject({ wins: 3, comparisons: 3 });
});

test('two hooks of one pattern teach nothing of it, and without a difference nobody wins', async () => {
  await db.exec(`TRUNCATE ${db.schema}.growth_experiments CASCADE`);
  const ids = briefOf('bread', ['question', 'number', 'question']);
  const [one = expect.fail(), other = expect.fail(), same = expect.fail()] = ids;
  await run([one, same], [300, 400]);
  expect(listed().map(({ score }) => score?.record)).toEqual([undefined, undefined, undefined]);
  await run([one, other], [300, 300]);
  for (const { score } of listed()) {
    expect(score?.record).toMatchObject({
      of: [{ comparisons: 1, wins: 0, losses: 0, lift: expect.closeTo(0, 6) }],
      value: expect.closeTo(0.5, 6),
    });
  }
});

import { expect, test } from 'vitest';
import { seededRandom } from '../../memory/measures/estimates/bootstrapMean.ts';
import type { TeamDatabase } from '../../sync/index.ts';
import { createEvents } from '../events/createEvents.ts';
import { maxKeptAside } from '../events/keepAside.ts';
import { createExperiments } from '../experiments/createExperiments.ts';

const hourMs = 3_600_000;

/** What holds in PGlite and in the Postgres of a server alike. The tables are empty before each test. */
export function growthStory(database: () => TeamDatabase, nowMs: number): void {
  const events = () =>
    createEvents({
      database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
      clock: { nowMs: () => nowMs },
    });
  let made = 0;
  const event = (name: string, person: string, hoursAgo: number, properties: object) => ({
    ...{ id: `e${made++}`, name, person, consent: 'granted', atMs: nowMs - hoursAgo * hourMs },
    properties,
  });
  const exposure = (person: string, variant: string, hoursAgo: number) =>
    event('exposure', person, hoursAgo, { experiment: 'hook', variant });
  const conversion = (person: string, hoursAgo: number, value = 1) =>
    event('conversion', person, hoursAgo, { goal: 'signup', value });
  const units = () =>
    database().query(
      `SELECT u.person, u.variant, u.is_multiple, coalesce(m.events, 0)::int AS events, coalesce(m.value, 0)::double precision AS value
       FROM ${database().schema}.growth_units u LEFT JOIN ${database().schema}.growth_unit_measures m
         ON m.person = u.person AND m.experiment = u.experiment AND m.measure = 'conversion:signup'
       ORDER BY u.person`,
    );

  test('rollups are the same for replays, late events and any order', async () => {
    const story = [
      ...[exposure('a', 'x', 50), exposure('a', 'y', 40), conversion('a', 45), conversion('a', 60)],
      ...[exposure('b', 'y', 30), conversion('b', 20, 2), conversion('b', 700, 5)],
      ...[conversion('c', 10), exposure('c', 'x', 12)],
    ];
    await events().add(story);
    const expected = [
      { person: 'a', variant: 'x', is_multiple: true, events: 1, value: 1 },
      { person: 'b', variant: 'y', is_multiple: false, events: 1, value: 2 },
      { person: 'c', variant: 'x', is_multiple: false, events: 1, value: 1 },
    ];
    expect(await units()).toEqual(expected);
    const counted = await events().count();
    const random = seededRandom(5);
    for (let round = 0; round < 5; round++) {
      for (const person of ['a', 'b', 'c']) await events().forget(person);
      await database().query(`DELETE FROM ${database().schema}.growth_forgotten`);
      const order = [...story, ...story].toSorted(() => random() - 0.5);
      for (let at = 0; at < order.length; at += 3) await events().add(order.slice(at, at + 3));
      expect(await units()).toEqual(expected);
      expect((await events().count()).counts).toEqual(counted.counts);
    }
  });

  /** The sums of arms, and the same made anew of their units; both without hours of nothing. */
  const arms = async () => {
    const { schema } = database();
    const sums = `sum(units)::int AS units, sum(several)::int AS several, sum(happened)::int AS happened,
      sum(events)::text AS events, sum(event_squares)::text AS event_squares,
      trim_scale(sum(value))::text AS value, trim_scale(sum(value_squares))::text AS value_squares`;
    const kept = await database().query(
      `SELECT experiment, measure, variant, hour::text, ${sums} FROM ${schema}.growth_arms
       WHERE (units, several, happened, events, event_squares, value, value_squares)
         <> (0, 0, 0, 0, 0, 0, 0) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    );
    const anew = await database().query(
      `WITH totals AS (
         SELECT m.*, sum(o.events) AS all_events, sum(o.value) AS all_value, min(o.hour) AS first
         FROM ${schema}.growth_unit_measures m JOIN ${schema}.growth_unit_measures o
           USING (experiment, person, measure)
         WHERE NOT m.is_multiple AND o.hour <= m.hour
         GROUP BY m.experiment, m.person, m.measure, m.hour
       )
       SELECT experiment, measure, variant, hour::text, ${sums} FROM (
         SELECT experiment, '' AS measure, variant, date_trunc('hour', exposed_at) AS hour,
           (NOT is_multiple)::int AS units, is_multiple::int AS several, 0 AS happened,
           0::numeric AS events, 0::numeric AS event_squares, 0::numeric AS value,
           0::numeric AS value_squares FROM ${schema}.growth_units
         UNION ALL
         SELECT experiment, measure, variant, hour, 0, 0, (hour = first)::int, events,
           all_events * all_events - (all_events - events) * (all_events - events), value,
           all_value * all_value - (all_value - value) * (all_value - value)
         FROM totals
       ) AS parts GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    );
    return { kept, anew };
  };

  test('the sums of arms are those of their units to the last digit, whatever comes and goes', async () => {
    const random = seededRandom(11);
    const pick = (count: number): number => Math.floor(random() * count);
    const story = Array.from({ length: 300 }, () => {
      const person = `p${pick(40)}`;
      if (pick(3) === 0) return exposure(person, pick(12) === 0 ? 'y' : 'x', pick(200));
      return conversion(person, pick(200), pick(1_000) / 7);
    });
    for (let at = 0; at < 600; at += 25) {
      const some = Array.from({ length: 25 }, () => story[pick(story.length)]);
      // Several batches at once share a transaction.
      await Promise.all([events().add(some), events().add(some.slice(0, 5))]);
      if (at % 100 === 0) await events().forget(`p${pick(40)}`);
      const { kept, anew } = await arms();
      expect(kept).toEqual(anew);
    }
    for (let person = 0; person < 40; person++) await events().forget(`p${person}`);
    expect(await arms()).toEqual({ kept: [], anew: [] });
  });

  test('batches that come together each hear what became of their own', async () => {
    const one = createEvents({
      database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
      clock: { nowMs: () => nowMs },
    });
    const [a, b, c] = [conversion('a', 1), conversion('b', 1), conversion('c', 1)];
    expect(
      await Promise.all([one.add([a]), one.add([a, b]), one.add(['x', b, c, c]), one.add([])]),
    ).toMatchObject([
      { added: 1, duplicates: 0 },
      { added: 1, duplicates: 1 },
      { added: 1, duplicates: 2, rejected: 1, rejects: [{ index: 0 }] },
      { added: 0, rejected: 0 },
    ]);
    expect((await one.count()).excluded).toMatchObject({ duplicates: 3, rejected: 1 });
  });

  test('an event that comes a thousand times is one, and the others are counted', async () => {
    const same = conversion('a', 1);
    const added = await events().add(Array.from({ length: 1_000 }, () => same));
    expect(added).toMatchObject({ added: 1, duplicates: 999 });
    expect(await events().add([same])).toMatchObject({ added: 0, duplicates: 1 });
    const { counts, excluded } = await events().count();
    expect(counts).toMatchObject([{ name: 'conversion', events: 1, people: 1 }]);
    expect(excluded.duplicates).toBe(1_000);
  });

  test('bots are kept and not counted; who denied consent is not kept', async () => {
    const bot = exposure('robot', 'x', 2);
    const userAgent = 'Mozilla/5.0 (compatible; Googlebot/2.1)';
    const added = await events().add([
      { ...bot, properties: { ...bot.properties, userAgent } },
      { ...exposure('d', 'x', 2), consent: 'denied' },
      exposure('e', 'x', 2),
    ]);
    expect(added).toMatchObject({ added: 2, bots: 1, withoutConsent: 1 });
    expect(await units()).toMatchObject([{ person: 'e' }]);
    expect((await events().count()).excluded).toMatchObject({ bots: 1, withoutConsent: 1 });
    const stored = await database().query(
      `SELECT DISTINCT person FROM ${database().schema}.growth_events ORDER BY 1`,
    );
    expect(stored).toEqual([{ person: 'e' }, { person: 'robot' }]);
  });

  test('what is unknown or wrong is kept aside with its reason, once', async () => {
    const wrong = [
      ...['hello', null, { ...conversion('a', 1), name: 'purchase' }],
      ...[
        { ...conversion('a', 1), properties: {} },
        { ...conversion('a', 1), atMs: 0 },
      ],
      ...[{ ...conversion('a', 1), atMs: nowMs + 100 * hourMs }],
      { ...conversion('a', 1), person: 'a\u0000' },
      conversion('a', 1, 1e308),
    ];
    const added = await events().add([...wrong, conversion('z', 1)]);
    expect(added).toMatchObject({ added: 1, rejected: 8 });
    expect(added.rejects.map(({ message }) => message)).toEqual([
      ...[expect.stringMatching(/^event: /), expect.stringMatching(/^event: /)],
      ...[expect.stringMatching(/^name: /), expect.stringMatching(/^properties\.goal: /)],
      ...['atMs: before 2010, a clock that was not set', 'atMs: more than a day in the future'],
      'event: characters that cannot be stored',
      expect.stringMatching(/^properties\.value: /),
    ]);
    await events().add(wrong);
    expect((await events().count()).excluded.rejected).toBe(8);
  });

  test('of a program that sends what is wrong all day the newest are kept, and all are counted', async () => {
    const wrong = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ ...conversion('a', 1), name: `x${from + at}` }));
    await createEvents({
      database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
      clock: { nowMs: () => nowMs - 60_000 },
    }).add(wrong(0, maxKeptAside));
    expect(await events().add(wrong(maxKeptAside, 30))).toMatchObject({ rejected: 30 });
    expect((await events().count()).excluded.rejected).toBe(maxKeptAside + 30);
    const [kept] = await database().query(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE received_at =
         to_timestamp($1::double precision / 1000.0))::int AS newest
       FROM ${database().schema}.growth_rejected`,
      [nowMs],
    );
    expect(kept).toEqual({ all: maxKeptAside, newest: 30 });
  });

  test('a forgotten person leaves nothing, and what comes again is not kept', async () => {
    const theirs = [exposure('f', 'x', 5), conversion('f', 4)];
    await events().add([
      ...theirs,
      exposure('g', 'x', 5),
      { ...conversion('f', 1), properties: {} },
    ]);
    expect(await events().forget('f')).toEqual({ removed: 2 });
    const again = await events().add([...theirs, conversion('f', 3)]);
    expect(again).toMatchObject({ added: 0, forgotten: 3 });
    expect(await units()).toMatchObject([{ person: 'g' }]);
    for (const table of ['events', 'event_keys', 'units', 'unit_measures', 'rejected']) {
      const rows = await database().query(
        `SELECT 1 FROM ${database().schema}.growth_${table} WHERE person = 'f'`,
      );
      expect([table, rows]).toEqual([table, []]);
    }
    expect(await events().forget('nobody')).toEqual({ removed: 0 });
  });

  test('counts of a platform are replaced by newer ones, and an export may come again', async () => {
    const count = (value: number) => ({
      ...{ platform: 'tiktok', post: '1', day: '2026-06-01', metric: 'views', value },
    });
    expect(await events().addCounts([count(5)])).toEqual({ added: 1, updated: 0, unchanged: 0 });
    expect(await events().addCounts([count(5)])).toEqual({ added: 0, updated: 0, unchanged: 1 });
    expect(await events().addCounts([count(6)])).toEqual({ added: 0, updated: 1, unchanged: 0 });
  });

  /** A day passes between two of them. */
  const dayMs = 24 * hourMs;
  let today = nowMs;
  const experiments = () =>
    createExperiments({
      database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
      clock: { nowMs: () => today },
      draftOf: (id) => {
        throw new Error(`No draft ${id}.`);
      },
    });
  const spec = {
    ...{ name: 'Price or dish', hypothesis: 'The price keeps more people.', minimumEffect: 0.2 },
    ...{ metric: { measure: 'conversion:signup' }, baseline: 0.3, unitsPerDay: 400 },
    guardrails: [{ measure: 'click', higherIsBetter: true }],
    variants: [{ text: 'This dish' }, { text: 'For two euros' }],
  };
  /** So many people see what they are assigned; of each ten so many sign up. */
  const visit = async (id: string, people: number, ofTen: Readonly<Record<string, number>>) => {
    const seen: object[] = [];
    const common = { consent: 'granted' } as const;
    for (let at = 0; at < people; at++) {
      const person = `${id}-${today}-${at}`;
      const { variant } = await experiments().assign(id, person);
      seen.push(
        ...[
          { name: 'exposure', properties: { experiment: id, variant } },
          { name: 'click', properties: { target: 'more' } },
          ...(at % 10 < (ofTen[variant] ?? 0)
            ? [{ name: 'conversion', properties: { goal: 'signup' } }]
            : []),
        ].map((one, step) => ({
          ...{
            ...common,
            ...one,
            id: `${person}-${step}`,
            person,
            atMs: today + 1_000 * (step + 1),
          },
        })),
      );
    }
    today += dayMs;
    for (let at = 0; at < seen.length; at += 2_000) {
      await createEvents({
        database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
        clock: { nowMs: () => today },
      }).add(seen.slice(at, at + 2_000));
    }
  };

  test('an experiment from hook to decision: frozen rule, evaluation, overruling', async () => {
    today = nowMs;
    const { id } = await experiments().create(spec);
    await expect(experiments().stop(id)).rejects.toMatchObject({ code: 'experiment.wrongState' });
    expect(await experiments().assign(id, 'x')).toEqual({ variant: 'A', text: 'This dish' });
    const { stopRule } = await experiments().start(id);
    expect(stopRule).toMatchObject({ minimumEffect: 0.2, alpha: 0.05, minUnits: 150 });
    await visit(id, 400, { A: 3, B: 6 });
    expect((await experiments().get(id)).evaluation?.reasons.join(' ')).toContain(
      'a verdict needs 3 days',
    );
    for (let day = 0; day < 3; day++) await visit(id, 400, { A: 3, B: 6 });
    const edited = await experiments().edit(id.slice(0, 8), { name: 'Price first' });
    expect(edited.versions.map((one) => one.spec.name)).toEqual(['Price or dish', 'Price first']);
    expect(edited.stopRule).toEqual(stopRule);
    const decided = await experiments().decide(id);
    expect(decided).toMatchObject({ state: 'decided', stoppedAtMs: today });
    expect(decided.decisions).toMatchObject([{ decision: 'scale', evaluation: { winner: 'B' } }]);
    expect(decided.decisions[0]?.evaluation.srm?.isMismatch).toBe(false);
    // Everybody gets what won; what comes after the end does not count.
    for (const unit of ['x', 'y', 'z']) {
      expect(await experiments().assign(id, unit)).toMatchObject({ variant: 'B' });
    }
    const before = (await experiments().get(id)).evaluation;
    await visit(id, 100, { A: 10, B: 0 });
    expect((await experiments().get(id)).evaluation).toEqual(before);
    await expect(experiments().decide(id)).rejects.toMatchObject({ code: 'experiment.wrongState' });
    const reason = 'The price is gone next month.';
    const overruled = await experiments().decide(id, { decision: 'kill', reason });
    expect(overruled.decisions).toMatchObject([
      { decision: 'scale' },
      { decision: 'kill', overruled: { reason }, evaluation: { decision: 'scale' } },
    ]);
    expect(await experiments().assign(id, 'x')).toMatchObject({ variant: 'A' });
    expect((await experiments().list()).map((one) => one.id)).toEqual([id]);
  });

  test('an experiment made people stay longer, or shorter, and who came lately is not told yet', async () => {
    today = nowMs;
    const { id } = await experiments().create(spec);
    await experiments().start(id);
    const sent = Array.from({ length: 60 }, (_, at) => {
      const [variant, staysDays] = at % 2 === 0 ? ['A', 1 + (at % 3)] : ['B', 6 + (at % 5)];
      const common = { person: `stay-${at}`, consent: 'granted' };
      return [
        { name: 'exposure', atMs: today + 1, properties: { experiment: id, variant } },
        { name: 'click', atMs: today + staysDays * dayMs, properties: { target: 'more' } },
      ].map((one, step) => ({ ...common, ...one, id: `stay-${at}-${step}` }));
    }).flat();
    today += 20 * dayMs;
    const late = { experiment: id, variant: 'A' };
    const person = { person: 'late', consent: 'granted', id: 'late', atMs: today - dayMs };
    const store = createEvents({
      database: { get: () => Promise.resolve(database()), dispose: () => Promise.resolve() },
      clock: { nowMs: () => today },
    });
    await store.add([...sent, { ...person, name: 'exposure', properties: late }]);
    const found = await experiments().retention(id, 12);
    expect(found.groups).toMatchObject([
      { group: 'A', n: 30, ended: 30, median: expect.closeTo(2, 3) },
      { group: 'B', n: 30, ended: 12, median: null },
    ]);
    expect(found.logRank?.pValue).toBeLessThan(0.001);
  });

  test('the A/A run of an experiment shows its control in both arms', async () => {
    today = nowMs;
    const { id } = await experiments().create(spec);
    const aa = await experiments().createAa(id);
    expect(aa).toMatchObject({ state: 'draft', spec: { name: 'A/A: Price or dish' } });
    expect(aa.spec.variants.map((variant) => [variant.id, variant.text])).toEqual([
      ...[
        ['A', 'This dish'],
        ['B', 'This dish'],
      ],
    ]);
  });

  test('pairs are of slots alone, with one variant', async () => {
    const pairs = { ...spec, design: 'pairs' as const };
    await expect(experiments().create(pairs)).rejects.toMatchObject({ code: 'usage.invalid' });
    const { id } = await experiments().create({ ...pairs, unit: 'slot' });
    await experiments().start(id);
    const two = [await experiments().assign(id, '1'), await experiments().assign(id, '2')];
    expect(two.map(({ variant }) => variant).toSorted()).toEqual(['A', 'B']);
  });

  test('an experiment whose assignment is broken is invalid', async () => {
    today = nowMs;
    const { id } = await experiments().create(spec);
    await experiments().start(id);
    const seen = Array.from({ length: 900 }, (_, at) => ({
      ...{ id: `broken-${at}`, name: 'exposure', person: `p${at}`, consent: 'granted' },
      ...{ atMs: today + 1, properties: { experiment: id, variant: at < 600 ? 'A' : 'B' } },
    }));
    await events().add(seen);
    today += 5 * dayMs;
    const { evaluation } = await experiments().get(id);
    expect(evaluation).toMatchObject({ decision: 'invalid', srm: { isMismatch: true } });
  });

  test('what cannot be planned is not created', async () => {
    const without = { ...spec, metric: { measure: 'view', of: 'value' as const } };
    for (const wrong of [without, { ...spec, baseline: 0.9 }, { ...spec, baseline: 3 }]) {
      await expect(experiments().create(wrong)).rejects.toMatchObject({
        code: 'experiment.invalidInput',
      });
    }
    expect(await experiments().list()).toEqual([]);
    await expect(experiments().get('none')).rejects.toMatchObject({ code: 'experiment.notFound' });
  });
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HookRule } from '../../../contract/index.ts';
import { benjaminiHochberg } from '../../base/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { rankSum, ranksOf } from '../records/rankSum.ts';
import { addLongitudinalSet } from '../testing/longitudinalSet.ts';
import { patternsOf } from './hookRules.ts';
import { readOpenings } from './openings.ts';
import { patternRecords } from './patternRecords.ts';

test.each<[opening: string, patterns: HookRule[]]>([
  ['Why does nobody talk about this?', ['question', 'negation']],
  ['do you want to learn how to exit', ['question', 'how-to', 'second-person']],
  ['when you have to publish by 11:59 pm', ['second-person']],
  ['Stop buying lunch', ['negation', 'command']],
  ['I don’t know who needs to hear this', ['negation']],
  ['3 ways to save $500', ['how-to', 'number']],
  ['Part 4 of my trip to Rome', []],
  ['Everyone says cardio, but it is wrong', ['contrast']],
  ['I have to confess something', ['confession']],
  ['Last chance: it ends today only', ['urgency']],
  ['POV: the waiter sits down', ['point-of-view']],
  ['The secret to crispy potatoes', ['promise']],
  ['So last night this guy walked in', ['story']],
  ['I can’t believe this worked', ['negation', 'surprise']],
  ['#stopthat #howto @you.never', []],
  ['the cat sat on a mat', []],
])('%s', (opening, patterns) => {
  expect(patternsOf(opening).toSorted()).toEqual(patterns.toSorted());
});

describe('the rank sum', () => {
  test('is that of a published example', () => {
    // Of SciPy's documentation of mannwhitneyu: U 17, asymptotic p with continuity .1113.
    const group = [19, 22, 16, 29, 24];
    const others = [20, 11, 17, 12];
    const { ranks, ties } = ranksOf([...group, ...others]);
    const sum = ranks.slice(0, group.length).reduce((total, rank) => total + rank, 0);
    const { superiority, p } = rankSum({ n: 5, rankSum: sum }, { n: 9, ties });
    expect(superiority).toBe(17 / 20);
    expect(p).toBeCloseTo(0.1113, 3);
  });

  test('shares ranks among ties and finds nothing where all are alike', () => {
    expect(ranksOf([5, 1, 5, 9])).toEqual({ ranks: Float64Array.from([2.5, 1, 2.5, 4]), ties: 6 });
    expect(rankSum({ n: 2, rankSum: 5 }, { n: 4, ties: 60 })).toEqual({ superiority: 0.5, p: 1 });
  });
});

test('p-values are adjusted for their number, in their order', () => {
  const found = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
  expect(found.map((p) => Number(p.toFixed(4)))).toEqual([0.02, 0.04, 0.04, 0.02]);
});

describe('records', () => {
  let place: TemporaryLibrary;
  beforeEach(async () => {
    place = await temporaryLibrary();
  });
  afterEach(() => place.remove());

  /** A library whose titles are drawn from these, whatever the views. */
  function fill(seed: number, titles: readonly string[]): { asOfMs: number } {
    const set = addLongitudinalSet(place.library, {
      ...{ channels: 12, videosEach: 40, outlierEvery: 1e9, seed },
    });
    const ids = place.library.db.$client.prepare('SELECT id FROM videos ORDER BY id').pluck().all();
    const name = place.library.db.$client.prepare('UPDATE videos SET title = ? WHERE id = ?');
    for (const [at, id] of ids.entries()) name.run(titles[(at * 7 + seed) % titles.length], id);
    return { asOfMs: set.endMs };
  }
  const titles = ['Why is the sky blue', 'The cat and the dog', 'Stop what you are doing'];
  const definition = 'channel-median-same-age-v1';

  test('openings that change nothing are not said to', () => {
    const { asOfMs } = fill(2, titles);
    const found = patternRecords(place.library, { definition, asOfMs });
    expect(found.tests).toBeGreaterThan(5);
    expect(found.records.filter(({ differs }) => differs)).toEqual([]);
    expect(found.records.filter(({ platform }) => platform === 'tiktok')).not.toEqual([]);
  });

  test('an opening that doubles the views is found, with its interval and n', () => {
    const { asOfMs } = fill(2, titles);
    place.library.db.$client.exec(`UPDATE metric_snapshots SET views = views * 2
      WHERE video_id IN (SELECT id FROM videos WHERE title LIKE 'Why%')`);
    const { records, videos } = patternRecords(place.library, { definition, asOfMs });
    const question = records.find(({ pattern, platform }) => pattern === 'question' && !platform);
    expect(question).toMatchObject({ differs: true });
    expect(question?.n).toBeCloseTo(videos / 3, -1);
    expect(question?.median?.low).toBeGreaterThan(question?.others?.high ?? Number.NaN);
    expect(question?.superiority).toBeGreaterThan(0.7);
  });

  test('what is said first counts before the transcript, and the transcript before the title', () => {
    fill(2, ['A title of many words. And another sentence']);
    const { $client } = place.library.db;
    const ids = $client.prepare('SELECT id FROM videos ORDER BY id LIMIT 2').pluck().all();
    $client
      .prepare("INSERT INTO hooks (video_id, said, shown) VALUES (?, 'I was wrong', '3 TIPS')")
      .run(ids[0]);
    $client
      .prepare(`INSERT INTO transcript_segments (video_id, position, start_ms, end_ms, text)
        SELECT id, 0, 0, 0, 'one two three four five six seven eight nine ten eleven twelve thirteen'
        FROM videos`)
      .run();
    $client.prepare('DELETE FROM transcript_segments WHERE video_id > ?').run(ids[1]);
    const [first, second, third] = readOpenings(place.library);
    const byId = [first, second, third].toSorted((a, b) =>
      (a?.id ?? '').localeCompare(b?.id ?? ''),
    );
    expect(byId.map((opening) => [opening?.source, opening?.text])).toContainEqual([
      ...['hook', 'I was wrong 3 TIPS'],
    ]);
    const texts = [...readOpenings(place.library)].map(({ text }) => text);
    expect(texts).toContain('one two three four five six seven eight nine ten eleven twelve');
    expect(texts).toContain('A title of many words.');
  });
});

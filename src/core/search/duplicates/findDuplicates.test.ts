import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DuplicateGroup, SegmentDto, VideoId } from '../../../contract/index.ts';
import { type FramePrint, packFrames, packSound } from '../../base/index.ts';
import { listVideos, type NewVideo, putPrints, removeVideo } from '../../library/index.ts';
import { openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';
import { mixed } from './bits.ts';
import { saveDuplicates } from './duplicateStore.ts';
import { findDuplicates } from './findDuplicates.ts';
import { duplicatesOf, listDuplicates } from './listDuplicates.ts';

let work: TestLibrary;
beforeEach(() => {
  work = openTestLibrary();
});
afterEach(() => work.close());

/** Pictures of a scene, each two seconds; `noise` bits of each hash are turned. */
function pictures(numbers: readonly number[], noise = 0): FramePrint[] {
  return numbers.map((number, index) => {
    const hash = (seed: number): [number, number] => [
      (mixed(number * 8 + seed) ^ ((1 << noise) - 1)) >>> 0,
      mixed(number * 8 + seed + 1),
    ];
    return {
      ...{ startMs: index * 2_000, endMs: (index + 1) * 2_000 },
      ...{ whole: hash(0), middle: hash(2) },
    };
  });
}

/** A sound by its number, from one of its items on. */
function sound(number: number, from = 0, items = 300): Uint32Array {
  return Uint32Array.from({ length: items }, (_, at) => mixed(number * 100_000 + from + at) | 1);
}

interface Given extends Partial<NewVideo> {
  frames?: FramePrint[];
  sound?: Uint32Array;
  segments?: SegmentDto[];
}

function add({ frames = [], sound: items = new Uint32Array(), ...video }: Given): VideoId {
  const id = work.add({ durationMs: 20_000, ingestState: 'complete', ...video });
  if (video.storage !== 'none') {
    putPrints(work.library, id, { frames: packFrames(frames), sound: packSound(items) });
  }
  return id;
}

async function find(): Promise<DuplicateGroup[]> {
  saveDuplicates(work.library, await findDuplicates(work.library, undefined, {}));
  return listDuplicates(work.library, 100).groups;
}

/** Sorted: videos that came in the same millisecond have no order. */
const groupsOf = (groups: readonly DuplicateGroup[]): VideoId[][] =>
  groups.map(({ videos }) => videos.map(({ videoId }) => videoId).sort());

const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test('copies are one group, the first published first, whatever was cut off or put before', async () => {
  const late = add({ frames: pictures(ten, 4), sound: sound(1), publishedAtMs: 2_000 });
  const first = add({ frames: pictures(ten), sound: sound(1), publishedAtMs: 1_000 });
  const cut = add({ frames: pictures(ten.slice(2), 3), sound: sound(1, 60) });
  const titled = add({ frames: pictures([77, ...ten]), sound: sound(9), publishedAtMs: 3_000 });
  add({ frames: pictures([21, 22, 23, 24, 25]), sound: sound(2) });
  const [group, ...others] = await find();
  expect(others).toEqual([]);
  expect(group).toMatchObject({ by: ['picture', 'sound'], original: first });
  expect(group?.videos.map(({ videoId }) => videoId)).toEqual([first, late, titled, cut]);
  expect(group?.likeness).toBeGreaterThan(0.8);
  expect(duplicatesOf(work.library, cut)).toEqual(group);
  expect(duplicatesOf(work.library, add({}))).toBeUndefined();
});

test('a mirrored copy is one too', async () => {
  const mirrored = pictures(ten).map((frame) => ({
    ...frame,
    whole: [(frame.whole[0] ^ 0xaaaaaaaa) >>> 0, (frame.whole[1] ^ 0xaaaaaaaa) >>> 0] as const,
  }));
  const ids = [add({ frames: pictures(ten) }), add({ frames: mirrored })];
  expect(groupsOf(await find())).toEqual([ids.sort()]);
});

test('one sound under other pictures is a trend, not a copy', async () => {
  add({ frames: pictures([1, 2, 3, 4]), sound: sound(1) });
  add({ frames: pictures([11, 12, 13, 14]), sound: sound(1) });
  // The same opening card.
  add({ frames: pictures([1, 22, 23, 24, 25, 26, 27, 28, 29]), sound: sound(1) });
  // One still picture that others talk over.
  add({ frames: pictures([50]), sound: sound(3) });
  add({ frames: pictures([50]), sound: sound(4) });
  expect(await find()).toEqual([]);
});

test('pictures in another order, and a clip in a compilation, are no copies', async () => {
  add({ frames: pictures(ten) });
  add({ frames: pictures([...ten].reverse()) });
  const others = Array.from({ length: 30 }, (_, at) => 100 + at);
  add({ frames: pictures([...ten.slice(0, 5), ...others]), durationMs: 70_000 });
  expect(await find()).toEqual([]);
});

test('where there are no pictures the sound tells, and silence tells nothing', async () => {
  const ids = [add({ sound: sound(1) }), add({ sound: sound(1, 20) })];
  add({ sound: sound(2) });
  add({ sound: new Uint32Array(300) });
  add({ sound: new Uint32Array(300) });
  // A hum.
  add({ sound: new Uint32Array(300).fill(0x5a5a5a5a) });
  add({ sound: new Uint32Array(300).fill(0x5a5a5a5a) });
  add({});
  add({});
  const groups = await find();
  expect(groupsOf(groups)).toEqual([[...ids].sort()]);
  expect(groups[0]?.by).toEqual(['sound']);
});

test('a chain of copies, each a little different, does not join its ends', async () => {
  const chain = [0, 2, 4, 6, 8, 10, 12].map((from) =>
    add({ frames: pictures(Array.from({ length: 8 }, (_, at) => 200 + from + at)) }),
  );
  const groups = groupsOf(await find());
  for (const group of groups) {
    const places = group.map((id) => chain.indexOf(id));
    expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(4);
  }
  // One that begins in the middle leaves both ends alone.
  expect(groups.length).toBeGreaterThan(0);
});

test('copies that were changed in different ways are one group by what they were made of', async () => {
  const frames = pictures(ten);
  const half = (from: number): FramePrint[] =>
    frames.map((frame, at) => (at % 2 === from ? frame : { ...frame, ...noFrame(at + from * 50) }));
  const noFrame = (seed: number) => ({ whole: [mixed(seed + 9e6), mixed(seed + 9e7)] as const });
  const ids = [add({ frames: half(0) }), add({ frames: half(1) }), add({ frames })];
  expect(groupsOf(await find())).toEqual([ids.sort()]);
});

const words =
  'three cheap tools that every kitchen needs and the one that everybody buys but nobody ever uses twice';

test('records without a file are copies by what they say', async () => {
  const said = (text: string): SegmentDto[] => [{ startMs: 0, endMs: 9_000, text, words: [] }];
  const one = add({ storage: 'none', description: `${words} #kitchen` });
  const other = add({ storage: 'none', description: `@someone ${words.toUpperCase()}!! #fyp` });
  const file = add({ frames: pictures([1, 2, 3]), segments: said(words) });
  // Too short to tell, and another part.
  add({ storage: 'none', description: 'wait for it #fyp' });
  add({ storage: 'none', description: 'wait for it #fyp' });
  add({ storage: 'none', description: `Part 1: ${words.replaceAll('t', 'd')}` });
  add({ storage: 'none', description: `Part 2: ${words.replaceAll('t', 'd')}` });
  const groups = await find();
  expect(groupsOf(groups)).toEqual([[one, other, file].sort()]);
  expect(groups[0]).toMatchObject({ by: ['text'], likeness: 1 });
  expect(groups[0]).not.toHaveProperty('original');
});

test('lists mark copies, hide all but the first of a group, or show copies alone', async () => {
  const second = add({ frames: pictures(ten), publishedAtMs: 2_000 });
  const first = add({ frames: pictures(ten, 2), publishedAtMs: 1_000 });
  const single = add({ frames: pictures([31, 32, 33]) });
  const [group] = await find();
  const shown = (reposts?: 'only' | 'hide'): (string | number | undefined)[][] =>
    listVideos(work.library, {
      limit: 9,
      offset: 0,
      filters: { reposts },
      sort: 'title',
    }).videos.map(({ id, reposts: copies }) => [id, copies]);
  const byTitle = (rows: (string | number | undefined)[][]) => [...rows].reverse();
  expect(byTitle(shown())).toEqual([
    [second, 1],
    [first, 1],
    [single, undefined],
  ]);
  expect(byTitle(shown('hide'))).toEqual([
    [first, 1],
    [single, undefined],
  ]);
  expect(byTitle(shown('only'))).toEqual([
    [second, 1],
    [first, 1],
  ]);
  // Its id stays while it has one of its videos.
  const third = add({ frames: pictures(ten, 1), publishedAtMs: 3_000 });
  expect((await find())[0]).toMatchObject({ id: group?.id });
  removeVideo(work.library, first);
  expect(byTitle(shown('hide'))).toEqual([
    [second, 1],
    [single, undefined],
  ]);
  removeVideo(work.library, third);
  expect(shown('only')).toEqual([]);
  expect(listDuplicates(work.library, 9)).toMatchObject({ groups: [], total: 0 });
});

test('damaged prints are no prints, and an interrupted search ends', async () => {
  const ids = [add({ frames: pictures(ten) }), add({ frames: pictures(ten) }), add({})];
  work.library.db.$client
    .prepare("UPDATE video_prints SET frames = x'0102030405', sound = x'07' WHERE video_id = ?")
    .run(ids[1] ?? '');
  expect(await find()).toEqual([]);
});

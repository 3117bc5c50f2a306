import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { SearchHit, VideoId } from '../../../../contract/index.ts';
import { systemClock } from '../../../base/index.ts';
import { removeVideo } from '../../../library/index.ts';
import { openTestLibrary, type TestLibrary } from '../../../search/testing/searchLibrary.ts';
import { createDraftVariants } from './draftVariants.ts';

const moments = [
  'Lentils cost almost nothing and last for years',
  'We saved twelve dollars every week with one pot of lentils',
];
const brief = { topic: 'lentils and money', lengthWords: 12 };
const requestSchema = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(1),
  response_format: z.object({ type: z.literal('json_schema') }),
});

let opened: TestLibrary;
let videoIds: VideoId[];
let variants: ReturnType<typeof createDraftVariants>;
beforeEach(() => {
  opened = openTestLibrary();
  videoIds = moments.map((_, at) => opened.add({ title: `Clip ${at}` }));
  const hits = moments.map((snippet, at): SearchHit => {
    const time = { startMs: 1_000, endMs: 4_000, kind: 'screen' as const };
    const found = { hasFile: true, matched: ['words' as const], snippet, highlights: [], score: 1 };
    return { videoId: videoIds[at] ?? ('' as VideoId), title: `Clip ${at}`, ...time, ...found };
  });
  const search = { query: async () => ({ hits }) };
  variants = createDraftVariants({ library: opened.library, search, clock: systemClock });
});
afterEach(() => opened.close());

const rows = (sql: string): unknown[] => opened.library.db.$client.prepare(sql).all();
test('variants differ: each names one hook pattern, and the moments take turns', async () => {
  const plan = await variants.plan(brief);
  const asked = Array.from({ length: 14 }, (_, at) => requestSchema.parse(plan.request(at)));
  const last = asked.map(({ messages }) => messages.at(-1)?.content ?? '');
  expect(new Set(last).size).toBe(14);
  for (const moment of moments) {
    expect(last.filter((content) => content.includes(moment))).toHaveLength(7);
  }
  expect(plan.text(0)).toContain(moments[0]);
  expect(plan.request(3)).toEqual((await variants.plan(brief)).request(3));
});

test('the judge decides: a kept draft cites its video and time, copies and repeats are dropped', async () => {
  const { basis } = await variants.plan(brief);
  const briefId = variants.begin(basis, 3);
  const take = (variant: number, text: string) =>
    variants.take({ basis, briefId, variant, text: JSON.stringify({ text }), model: 'big-model' });
  expect(take(2, 'Meat empties the purse, beans hardly touch it.')).toMatchObject({
    kept: true,
  });
  expect(take(4, 'Meat empties the purse, beans hardly touch it!')).toEqual({
    words: 'Dropped: repeats-draft.',
    kept: false,
  });
  expect(take(6, `${moments[0]}`)).toMatchObject({ words: 'Dropped: copies-source.' });
  expect(rows('SELECT model_id, dropped_reason FROM drafts ORDER BY rowid')).toEqual([
    { model_id: 'big-model', dropped_reason: null },
    { model_id: 'big-model', dropped_reason: 'repeats-draft' },
    { model_id: 'big-model', dropped_reason: 'copies-source' },
  ]);
  expect(rows('SELECT video_id, start_ms, quote FROM citations LIMIT 1')).toEqual([
    { video_id: videoIds[0], start_ms: 1_000, quote: moments[0] },
  ]);
  expect(() => take(3, ' ')).toThrow(expect.objectContaining({ code: 'endpoint.invalidAnswer' }));
});

test('when the cited video or the brief is gone nothing is stored, and it says so', async () => {
  const { basis } = await variants.plan(brief);
  const briefId = variants.begin(basis, 1);
  const text = '{"text":"Meat empties the purse, beans hardly touch it."}';
  removeVideo(opened.library, videoIds[0] ?? ('' as VideoId));
  const took = variants.take({ basis, briefId, variant: 0, text, model: 'm' });
  expect(took.words).toContain('the cited videos were removed');
  opened.library.db.$client.exec('DELETE FROM briefs');
  const later = variants.take({ basis, briefId, variant: 0, text, model: 'm' });
  expect(later.words).toContain('brief was removed');
  expect(rows('SELECT 1 FROM drafts')).toEqual([]);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { briefSchema, type Draft, type SearchHit } from '../../../contract/index.ts';
import { AppError, systemClock } from '../../base/index.ts';
import type { Embedder } from '../../inference/index.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
  topicEmbedder,
} from '../../search/testing/searchLibrary.ts';
import { createDrafts } from '../createDrafts.ts';
import { DraftRepository } from '../draftRepository.ts';
import { scriptedModel } from '../testing/scriptedModel.ts';
import { scoreOf } from './scoreOf.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

const said = 'We put money aside with one pot of onion soup';
const texts = ['Do you peel an onion to save?', 'Where does your money hide all day?'];

/** Drafts of a brief on money, as they are listed. */
async function draftsBy(embedder: Embedder): Promise<Draft[]> {
  const hit: SearchHit = {
    ...{ videoId: opened.add({ title: 'Soup' }), title: 'Soup', startMs: 0, endMs: 4_000 },
    ...{
      kind: 'screen',
      hasFile: true,
      matched: ['words'],
      snippet: said,
      highlights: [],
      score: 1,
    },
  };
  const drafts = createDrafts({
    ...{ library: opened.library, embedder, clock: systemClock, candidatesAtOnce: 1 },
    languageModel: scriptedModel((_request, call) => texts[call] ?? '', { base: false }),
    search: { query: async () => ({ hits: [hit] }) },
  });
  const brief = briefSchema.parse({ topic: 'money', count: 2 });
  for await (const _ of drafts.draft(brief));
  const [record] = new DraftRepository(opened.library.db).list(1);
  return record?.drafts ?? [];
}

test('the best draft comes first: close to the topic, far from how videos of the library open', async () => {
  opened.add({ chunks: [chunk('Holiday money', { endMs: 2_000 })] });
  // What comes later in a video is no opening.
  opened.add({ chunks: [chunk('All about money', { startMs: 9_000, endMs: 12_000 })] });
  await opened.embed();
  const drafts = await draftsBy(topicEmbedder());
  expect(drafts.map(({ text }) => text)).toEqual([texts[1], texts[0]]);
  const [best, other] = drafts.map(({ score }) => score);
  expect(best).toMatchObject({ support: 1, closeness: 1 });
  expect(best?.novelty).toBeCloseTo(1 - Math.SQRT1_2, 3);
  expect(other?.closeness).toBeCloseTo(Math.SQRT1_2, 3);
  expect(other?.novelty).toBeCloseTo(0.5, 3);
  expect(other?.total).toBeCloseTo(0.5 + 0.25 * Math.SQRT1_2 + 0.25 * 0.5, 3);
});

test('a rejected draft is the last, whatever its score', async () => {
  const [best] = await draftsBy(topicEmbedder());
  if (best === undefined) throw new Error('There are drafts.');
  const repository = new DraftRepository(opened.library.db);
  opened.library.db.$client
    .prepare("UPDATE drafts SET rejected_reason = 'dull' WHERE id = ?")
    .run(best.id);
  expect(repository.list(1)[0]?.drafts.at(-1)).toMatchObject({ id: best.id, rejected: 'dull' });
});

test('without an embedding model a draft is kept all the same, and ordered by what is known', async () => {
  const broken: Embedder = {
    ...topicEmbedder(),
    embed: () => Promise.reject(new AppError('model.missing', 'There is none.')),
  };
  const drafts = await draftsBy(broken);
  expect(drafts.map(({ score }) => score)).toEqual([
    { total: 1, support: 1 },
    { total: 1, support: 1 },
  ]);
});

test('a score is the weighted mean of what is known; of nothing there is none', () => {
  expect(scoreOf({ support: null, closeness: 0.5, novelty: 1 })).toEqual({
    ...{ total: 0.75, closeness: 0.5, novelty: 1 },
  });
  expect(scoreOf({ support: 0 })).toEqual({ total: 0, support: 0 });
  expect(scoreOf({})).toBeUndefined();
});

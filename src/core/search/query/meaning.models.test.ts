import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSamples } from '../../../../test/support/samples.ts';
import { type SegmentDto, videoIdSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { createInference, createModelStore, type Inference } from '../../inference/index.ts';
import { chunkVideo } from '../../ingest/chunking/chunkVideo.ts';
import { embedMissing } from '../../ingest/embedding/embedMissing.ts';
import { spaceOf } from '../../ingest/embedding/spaceOf.ts';
import { addVectors, type NewChunk } from '../../library/index.ts';
import { createSearch, type Search } from '../createSearch.ts';
import { openTestLibrary, type TestLibrary } from '../testing/searchLibrary.ts';

const { truth } = readSamples();
const modelsDir =
  process.env.TRENDROOM_MODELS ??
  join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom', 'models');

let opened: TestLibrary;
let inference: Inference;
let search: Search;
const files = new Map<string, string>();

/** The sample clips' true texts, chunked as ingest chunks them, embedded by the starter model. */
beforeAll(async () => {
  opened = openTestLibrary();
  const { library } = opened;
  const host = createNodeHost({ libraryDir: '', modelsDir, logger: silentLogger });
  inference = createInference({ host, models: createModelStore({ host }) });
  for (const [file, { sentences, onScreen, durationMs }] of Object.entries(truth.files)) {
    const segments: SegmentDto[] = sentences.map((sentence) => ({ ...sentence, words: [] }));
    const chunks: NewChunk[] = chunkVideo({
      title: '',
      description: undefined,
      durationMs,
      segments,
      spans: onScreen.map((text) => ({ ...text, confidence: 1, kind: 'text' as const })),
    });
    files.set(opened.add({ title: file, durationMs, segments, chunks }), file);
  }
  const { embedder } = inference;
  const space = await spaceOf(library, embedder);
  await embedMissing({
    library,
    embedder,
    space,
    onVectors: (vectors) => void addVectors(library, space.id, vectors),
    signal: new AbortController().signal,
    onProgress() {},
    yieldSlot: async () => {},
  });
  search = createSearch({ library, embedder });
});
afterAll(() => {
  inference?.dispose();
  opened?.close();
});

const ask = (query: string) => search.query({ query, limit: 10, filters: {} });

describe('a query finds its second among the first three hits', () => {
  test.each(truth.queries)('$query', async ({ query, file, startMs, endMs }) => {
    const { hits, meaningSearched } = await ask(query);
    expect(meaningSearched).toBe(true);
    const moments = hits.slice(0, 3).map((hit) => ({ file: files.get(hit.videoId), ...hit }));
    const there = moments.find(
      (hit) => hit.file === file && hit.startMs < endMs && hit.endMs > startMs,
    );
    expect(there, JSON.stringify(moments.map(({ snippet }) => snippet))).toBeDefined();
  });
});

test('a hit by meaning alone is the sentence that means it', async () => {
  const file = 'two-weeks-one-bag.mp4';
  const sentence = truth.files[file]?.sentences.find(({ text }) => text.includes('creases'));
  const { hits } = await ask('pack clothes without wrinkles');
  expect(hits[0]).toMatchObject({
    title: file,
    matched: ['meaning'],
    startMs: sentence?.startMs,
    endMs: sentence?.endMs,
    snippet: sentence?.text,
    highlights: [],
  });
});

test.each([
  'quantum chromodynamics lagrangian',
  'asdf qwer zxcv',
  'submarine sonar calibration',
  'jazz saxophone',
  'car engine repair',
  'stock market crash',
])('%s is on nothing here', async (query) => {
  expect(await ask(query)).toEqual({ hits: [], meaningSearched: true });
});

test.each([
  ['grocery-envelope.mp4', 'lunch-money-friday.mp4'],
  ['onion-without-tears.mp4', 'crispy-fries-again.mp4'],
])('like %s is %s, the other one of its topic', async (file, alike) => {
  const videoId = videoIdSchema.parse([...files].find(([, name]) => name === file)?.[0]);
  const found = await search.similar({ videoId, limit: 3 });
  expect(found).toHaveLength(3);
  expect(found.map(({ video }) => video.title)).toContain(alike);
});

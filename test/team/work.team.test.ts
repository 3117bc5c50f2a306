import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { replaceChunks, teamSpace } from '../../src/core/library/index.ts';
import { createSearch } from '../../src/core/search/index.ts';
import {
  chunk,
  openTestLibrary,
  type TestLibrary,
} from '../../src/core/search/testing/searchLibrary.ts';
import { createTeamEmbedder } from '../../src/core/team/index.ts';
import { openWorkDesk, type WorkDesk } from '../../src/core/team/work/testing/openWorkDesk.ts';
import { servers } from './support/servers.ts';

let opened: TestLibrary;
let desk: WorkDesk;
beforeAll(async () => {
  opened = openTestLibrary();
  desk = openWorkDesk({ library: opened.library, key: servers.key });
  await desk.addServer(servers.embeddingUrl);
});
afterAll(async () => {
  await desk.close();
  opened.close();
});

const everything = { kind: 'embed', selection: { of: 'everything' } } as const;

test('a real vLLM embeds what lacks a vector, once, and search asks it for the question', async () => {
  const { library, add } = opened;
  const chunks = Array.from({ length: 200 }, (_, at) =>
    chunk(`sentence number ${at} on saving money`, { startMs: at, endMs: at + 1 }),
  );
  const id = add({ chunks });
  const plan = await desk.work.plan(everything);
  expect(plan).toMatchObject({ rows: 7, items: 200, server: { model: 'tiny-embedding' } });
  const { batch } = await desk.work.start(everything);
  if (batch === undefined) throw new Error('no batch');
  const { progress } = await desk.ended(batch.id);
  expect(progress).toMatchObject({ done: 7, failed: 0, aside: 0 });
  expect(progress.inputTokens).toBeGreaterThan(200);
  expect(teamSpace(library)).toMatchObject({ modelId: 'tiny-embedding' });
  expect((await desk.work.start(everything)).batch).toBeUndefined();
  const teamEmbedder = createTeamEmbedder({ servers: desk.endpoints.servers, clock: systemClock });
  const search = createSearch({ library, teamEmbedder });
  // The model's weights are random, but equal texts have equal vectors.
  const query = 'sentence number 7 on saving money';
  const found = await search.query({ query, limit: 1, filters: {} });
  expect(found).toMatchObject({ meaningSearched: true, hits: [{ startMs: 7 }] });
  expect(found.hits[0]?.matched).toContain('meaning');
  replaceChunks(library, id, [chunk('a new one'), ...chunks.slice(0, 2)]);
  expect(await desk.work.plan(everything)).toMatchObject({ items: 1 });
}, 120_000);

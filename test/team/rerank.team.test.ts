import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { RunningServer } from '../../scripts/team/postgres.ts';
import { rerankRequest } from '../../src/core/remote/index.ts';
import { inTurn, type KindDesk, openKindDesk } from './support/kindDesk.ts';
import { startMs, startOwnServer } from './support/ownServer.ts';

let server: RunningServer;
let desk: KindDesk;
beforeAll(async () => {
  server = await startOwnServer('rerank', ['--runner', 'pooling', '--max-model-len', '512']);
  desk = await openKindDesk('rerank', server.url);
}, startMs);
afterAll(async () => {
  await desk?.close();
  await server?.stop();
});

test('a real vLLM ranks what it is sent, through faults on the way', async () => {
  expect(await desk.contract()).toMatchObject({ state: 'ready', models: ['tiny-rerank'] });
  desk.proxy.fault = inTurn('truncated', 'wrongJson', 'tooMany');
  const documents = ['a cheap dinner', 'a violin', 'lunch money'];
  const batch = await desk.asked('rerank', [
    rerankRequest('all', { query: 'saving money', documents }),
    rerankRequest('best', { query: 'saving money', documents, topN: 1 }),
  ]);
  expect(batch.progress).toMatchObject({ rows: 2, done: 2 });
  expect(batch.progress.inputTokens).toBeGreaterThan(10);
  const results = z.array(z.object({ index: z.number(), relevance_score: z.number() }));
  const [all, best] = desk
    .rowsOf(batch)
    .map(({ response }) => z.object({ results }).parse(response).results);
  expect(all?.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
  expect(best).toEqual([all?.[0]]);
}, 120_000);

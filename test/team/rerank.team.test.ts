import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rerankRequest } from '../../src/core/remote/index.ts';
import { type DeviceWithServer, inTurn, openDeviceWithServer } from './support/deviceWithServer.ts';
import { servers, serversReady, startMs } from './support/servers.ts';

let device: DeviceWithServer;
beforeAll(async () => {
  await serversReady('rerank');
  device = await openDeviceWithServer('rerank', servers.rerankUrl);
}, startMs);
afterAll(async () => {
  await device?.close();
});

test('a real vLLM ranks what it is sent, through faults on the way', async () => {
  expect(await device.contract()).toMatchObject({ state: 'ready', models: ['tiny-rerank'] });
  device.proxy.fault = inTurn('truncated', 'wrongJson', 'tooMany');
  const documents = ['a cheap dinner', 'a violin', 'lunch money'];
  const batch = await device.asked('rerank', [
    rerankRequest('all', { query: 'saving money', documents }),
    rerankRequest('best', { query: 'saving money', documents, topN: 1 }),
  ]);
  expect(batch.progress).toMatchObject({ rows: 2, done: 2 });
  expect(batch.progress.inputTokens).toBeGreaterThan(10);
  const results = z.array(z.object({ index: z.number(), relevance_score: z.number() }));
  const [all, best] = device
    .rowsOf(batch)
    .map(({ response }) => z.object({ results }).parse(response).results);
  expect(all?.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
  expect(best).toEqual([all?.[0]]);
}, 120_000);

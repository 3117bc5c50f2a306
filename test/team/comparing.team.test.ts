import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Comparison } from '../../src/contract/index.ts';
import { silentLogger, systemClock } from '../../src/core/base/index.ts';
import { createJobQueue, type JobQueue } from '../../src/core/jobs/index.ts';
import {
  createComparisons,
  createMediaFiles,
  createRequestSets,
  createSwitches,
} from '../../src/core/remote/index.ts';
import { type Device, openDevice } from './support/device.ts';
import { startFaultProxy } from './support/faultProxy.ts';
import { servers, serversReady, startMs } from './support/servers.ts';

let device: Device;
beforeAll(() => serversReady('chat'), startMs);
beforeEach(async () => {
  device = await openDevice({ key: servers.key });
});
afterEach(() => device.close());

/** Random weights would fill a free string to the limit of tokens: then the JSON has no end. */
const schema = {
  type: 'object',
  properties: {
    verdict: { type: 'string', enum: ['keep', 'kill', 'scale'] },
    good: { type: 'boolean' },
  },
  required: ['verdict', 'good'],
  additionalProperties: false,
};

test('two endpoints of a real vLLM on saved requests, the switch and the way back', async () => {
  const { library, endpoints } = device;
  const proxy = await startFaultProxy(servers.chatUrl);
  proxy.fault = (_, body) => (body.includes('Hook 5') ? 'wrongJson' : 'otherModel');
  const switches = createSwitches({ library, logger: silentLogger });
  const comparisons = createComparisons({
    ...{ library, servers: endpoints.servers, switches, queue: () => queue },
    media: createMediaFiles(library, () => Promise.reject(new Error('not asked'))),
  });
  const tools = { library, clock: systemClock, logger: silentLogger };
  const queue: JobQueue = createJobQueue({ ...tools, kinds: [comparisons.kind] });
  queue.start();
  const old = await device.addServer(servers.chatUrl, 'chat', { name: 'Old' });
  const next = await device.addServer(proxy.url, 'chat', { name: 'New', priority: 1 });
  const requests = Array.from({ length: 6 }, (_, index) => ({
    customId: `row-${index}`,
    body: {
      messages: [{ role: 'user', content: `Hook ${index}` }],
      ...{ max_tokens: 80, temperature: 0, seed: 1 },
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema } },
    },
  }));
  const set = createRequestSets(library).create({ name: 'Verdicts', kind: 'chat' }, requests);
  const started = await comparisons.start(set.id, old.id, next.id);
  let ended: Comparison = started;
  for await (const comparison of comparisons.watch(started.id)) ended = comparison;
  // The same weights at temperature 0; one answer was spoilt on its way.
  expect(ended).toMatchObject({
    ...{ state: 'done', compared: 6, agreement: 1 },
    from: { model: 'tiny-chat', valid: 6 },
    to: { valid: 5 },
  });
  expect(ended.from.p50Ms).toBeGreaterThan(0);
  const { pairs } = comparisons.pairs(ended.id, { show: 'all', offset: 0, limit: 10 });
  expect(pairs.map(({ from, to }) => [from.model, to.model])[0]).toEqual(['tiny-chat', 'another']);
  expect(pairs[5]?.to).toMatchObject({
    valid: false,
    text: expect.stringContaining('not a valid chat response'),
  });

  comparisons.decide(ended.id, 'to');
  expect((await endpoints.servers.candidates('chat'))[0]?.id).toBe(next.id);
  expect(switches.rollBack(switches.list()[0]?.id ?? 0)).toBe(old.id);
  expect((await endpoints.servers.candidates('chat'))[0]?.id).toBe(old.id);
  await queue.dispose();
  await proxy.close();
});

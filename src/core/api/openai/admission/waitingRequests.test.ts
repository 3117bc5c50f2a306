import OpenAI from 'openai';
import { beforeEach, expect, test } from 'vitest';
import { steadyClock } from '../../../base/index.ts';
import { scriptedModel } from '../../../drafts/testing/scriptedModel.ts';
import { stoppedStats } from '../../../inference/index.ts';
import { ResourceSlots } from '../../../jobs/index.ts';
import { createLocalAnswerer } from '../createLocalAnswerer.ts';
import { createOpenAiRoutes } from '../createOpenAiRoutes.ts';
import { RateLimitError } from './rateLimitError.ts';
import { WaitingRequests } from './waitingRequests.ts';

let nowMs: number;
let waiting: WaitingRequests;
beforeEach(() => {
  nowMs = 1_000;
  waiting = new WaitingRequests({ maxWaiting: 3, clock: { nowMs: () => nowMs } });
});

function refusedSeconds(answers = 1, user = 'ann'): number | undefined {
  try {
    waiting.enter(user, answers);
    return undefined;
  } catch (error) {
    if (error instanceof RateLimitError) return error.retryAfterSeconds;
    throw error;
  }
}

test('so many may wait; one that is begun, or that goes away, makes room', () => {
  const [first, second] = waiting.enter('ann', 2);
  expect(refusedSeconds(2)).toBeDefined();
  expect(refusedSeconds()).toBeUndefined();
  expect(refusedSeconds()).toBeDefined();
  first?.start();
  first?.leave();
  expect(refusedSeconds()).toBeUndefined();
  second?.leave();
  second?.leave();
  expect(refusedSeconds()).toBeUndefined();
  expect(waiting.counts).toEqual({ waiting: 3, refused: 3, maxWaiting: 3 });
});

test('who fills the queue keeps nobody out who has fewer places than a fair part', () => {
  waiting.enter('ann', 3);
  expect(refusedSeconds(1, 'ann')).toBeDefined();
  expect(refusedSeconds(2, 'bob')).toBeDefined();
  expect(refusedSeconds(1, 'bob')).toBeUndefined();
  expect(refusedSeconds(1, 'bob')).toBeDefined();
  expect(refusedSeconds(1, 'carl')).toBeUndefined();
  // New names do not lift the bound for ever.
  expect(refusedSeconds(1, 'dora')).toBeDefined();
});

test('a request larger than the bound is taken when nothing waits', () => {
  const places = waiting.enter('ann', 9);
  expect(refusedSeconds()).toBeDefined();
  for (const place of places) place.start();
  expect(waiting.enter('ann', 9)).toHaveLength(9);
});

test('the time to come back follows from how quickly requests were begun, and from who else comes back', () => {
  // One every four seconds, between two idle hours.
  nowMs += 3_600_000;
  for (const place of waiting.enter('ann', 3)) {
    nowMs += 4_000;
    place.start();
  }
  nowMs += 3_600_000;
  waiting.enter('ann', 3);
  nowMs += 4_000;
  expect([refusedSeconds(), refusedSeconds(), refusedSeconds()]).toEqual([4, 8, 12]);
  nowMs += 2_000;
  expect(refusedSeconds(2)).toBeGreaterThan(12);
});

test('while nothing was ever begun, the wait so far is the measure; it is never longer than a minute', () => {
  waiting.enter('ann', 3);
  expect(refusedSeconds()).toBe(1);
  nowMs += 7_000;
  expect(refusedSeconds()).toBe(7);
  nowMs += 600_000;
  expect([refusedSeconds(), refusedSeconds()]).toEqual([60, 60]);
});

test('a client beyond the bound gets OpenAI’s 429; who waits, and this machine’s own work, goes on', async () => {
  const scripted = scriptedModel(() => 'Hello}');
  const held = Promise.withResolvers<void>();
  const parts = {
    languageModel: {
      ...scripted,
      generate: async (...[request, control]: Parameters<typeof scripted.generate>) => {
        await held.promise;
        control?.onStarted?.();
        return scripted.generate(request, control);
      },
    },
    embedder: { model: scripted.model, embed: async () => [Float32Array.of(1)] },
    engine: { stats: async () => stoppedStats, plan: () => Promise.reject() },
  };
  const routes = createOpenAiRoutes({ ...parts, waiting });
  const client = new OpenAI({
    ...{ apiKey: 'x', baseURL: 'http://127.0.0.1/v1', maxRetries: 0 },
    fetch: (url, init) => routes(new Request(String(url), init)),
  });
  const asked = { model: 'scripted', messages: [{ role: 'user' as const, content: 'Hi' }] };
  const first = client.chat.completions.create({ ...asked, n: 3 });
  await expect.poll(() => waiting.counts.waiting).toBe(3);
  const refused: unknown[] = [];
  for (const request of [
    () => client.chat.completions.create(asked),
    () => client.chat.completions.create({ ...asked, stream: true as const }),
    () => client.responses.create({ model: 'scripted', input: 'Hi' }),
    () => client.completions.create({ model: 'scripted', prompt: 'Hi' }),
    () => client.embeddings.create({ model: 'scripted', input: 'Hi' }),
  ]) {
    refused.push(await request().catch((error: unknown) => error));
  }
  for (const error of refused) {
    if (!(error instanceof OpenAI.RateLimitError)) throw error;
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
    expect(Number(error.headers?.get('retry-after'))).toBeGreaterThan(0);
  }
  // What is wrong with a request is told first.
  await expect(client.chat.completions.create({ ...asked, temperature: 9 })).rejects.toMatchObject({
    status: 400,
  });
  const slots = new ResourceSlots({ clock: steadyClock });
  const answerLocally = createLocalAnswerer(createOpenAiRoutes(parts), slots);
  const local = answerLocally(
    { path: '/v1/chat/completions', body: asked, release: () => {} },
    new AbortController().signal,
  );
  const metrics = await (await routes(new Request('http://127.0.0.1/metrics'))).text();
  expect(metrics).toContain('trendroom:api_requests_waiting{model_name=""} 3');
  expect(metrics).toContain('trendroom:api_requests_refused_total{model_name=""} 5');

  held.resolve();
  expect((await first).choices).toHaveLength(3);
  expect(await local).toMatchObject({ object: 'chat.completion' });
  expect(waiting.counts.waiting).toBe(0);
  await client.chat.completions.create(asked);
});

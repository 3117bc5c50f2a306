import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../src/cli/folders.ts';
import { Loopback } from '../support/loopback.ts';

const maxWaitingRequests = 24;

/** More requests than the engine can take, and clients that hang up. */

let host: Loopback;
let client: OpenAI;
beforeAll(async () => {
  host = await Loopback.open({ modelsDir: modelsFolder(), maxWaitingRequests });
  const baseURL = `http://127.0.0.1:${host.server.port}/v1`;
  client = new OpenAI({ baseURL, apiKey: host.server.token, maxRetries: 0 });
});
afterAll(() => host.close());

async function metric(name: string): Promise<number> {
  const { text } = await host.ask('/metrics', { headers: host.bearer });
  const line = text.split('\n').find((each) => each.startsWith(`${name}{`)) ?? '';
  return Number(line.split(' ').at(-1));
}

const reaches = (name: string, value: number) =>
  expect.poll(() => metric(name), { timeout: 30_000, interval: 20 }).toBe(value);

const running = 'vllm:num_requests_running';
const waiting = 'trendroom:api_requests_waiting';

const finished = 'vllm:request_success_total';
const cancelled = 'trendroom:requests_cancelled_total';
const generated = 'vllm:generation_tokens_total';
const read = 'vllm:prompt_tokens_total';

interface Asked {
  result: Promise<unknown>;
  hangUp(): void;
}

/** Its prompt takes the engine seconds to read, and no two begin alike. */
function ask(
  subject: string,
  more: { n?: number; max_tokens?: number; words?: number; user?: string } = {},
): Asked {
  const hangUp = new AbortController();
  const { words = 2_000, ...fields } = more;
  const prompt = `${subject} ${'tells of rain. '.repeat(words / 4)}`;
  const request = { model: 'default', prompt, max_tokens: 8, ...fields };
  const result = client.completions.create(request, { signal: hangUp.signal });
  result.catch(() => {});
  return { result, hangUp: () => hangUp.abort() };
}

test('beyond the bound a client is told when to come back; the others are answered', async () => {
  const first = ask('Anna', { words: 3_000 });
  await reaches(running, 1);
  await reaches(waiting, 0);
  const others = Array.from({ length: maxWaitingRequests }, (_, index) =>
    ask(`Bert ${index}`, { words: 600 }),
  );
  await reaches(waiting, maxWaitingRequests);
  const refused = await ask('Dora').result.catch((error: unknown) => error);
  if (!(refused instanceof OpenAI.RateLimitError)) throw refused;
  expect(refused.code).toBe('rate_limit_exceeded');
  expect(Number(refused.headers?.get('retry-after'))).toBeGreaterThanOrEqual(1);
  for (const { hangUp } of others.slice(1)) hangUp();
  await reaches(waiting, 1);
  const fourth = ask('Dora', { words: 40 });
  for (const { result } of [first, others[0], fourth].filter((each) => each !== undefined)) {
    expect(await result).toMatchObject({ usage: { completion_tokens: 8 } });
  }
  expect(await metric('trendroom:api_requests_refused_total')).toBe(1);
  expect(await metric('trendroom:requests_failed_total')).toBe(0);
  // Of those who hung up in the queue, nothing was read.
  expect(await metric(cancelled)).toBe(maxWaitingRequests - 1);
  expect(await metric(read)).toBeLessThan(3_800);
});

test('a client that hangs up while its prompt is read, or in the middle of four answers, costs nothing more', async () => {
  const readBefore = await metric(read);
  const asked = ask('Emil', { words: 6_000 });
  await reaches(running, 1);
  asked.hangUp();
  await reaches(running, 0);
  expect(await metric('vllm:kv_cache_usage_perc')).toBe(0);
  expect((await metric(read)) - readBefore).toBeLessThan(6_000);

  const before = { cancelled: await metric(cancelled), finished: await metric(finished) };
  const four = ask('Fred', { words: 40, n: 4, max_tokens: 3_000 });
  await reaches(running, 4);
  four.hangUp();
  await reaches(cancelled, before.cancelled + 4);
  expect(await metric('vllm:kv_cache_usage_perc')).toBe(0);
  const generatedBefore = await metric(generated);
  await ask('Gerd', { words: 40 }).result;
  expect(await metric(generated)).toBe(generatedBefore + 8);
  expect(await metric(finished)).toBe(before.finished + 1);
});

test('one user’s many requests do not keep another one waiting', async () => {
  const sizes = { words: 140, max_tokens: 12 };
  const flood = Array.from({ length: maxWaitingRequests }, (_, index) =>
    ask(`Ann ${index}`, { user: 'ann', ...sizes }),
  );
  let ended = 0;
  for (const { result } of flood) result.then(() => ended++).catch(() => {});
  await expect.poll(() => metric(running), { timeout: 30_000 }).toBeGreaterThan(0);
  await ask('Bob', { user: 'bob', ...sizes }).result;
  // By age it would be the last one.
  expect(ended).toBeLessThan(maxWaitingRequests - 4);
  for (const { hangUp } of flood) hangUp();
  await reaches(running, 0);
});

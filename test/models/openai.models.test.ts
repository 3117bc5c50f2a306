import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modelsFolder } from '../../src/cli/folders.ts';
import { Loopback } from '../support/loopback.ts';

/** The official client on the loopback host with the starter models. */

const chatModel = 'gemma-3-270m-base-q4-k-m';
const embeddingModel = 'all-minilm-l6-v2';
let host: Loopback;
let client: OpenAI;
beforeAll(async () => {
  host = await Loopback.open(modelsFolder());
  const baseURL = `http://127.0.0.1:${host.server.port}/v1`;
  client = new OpenAI({ baseURL, apiKey: host.server.token, maxRetries: 0 });
});
afterAll(() => host.close());

const question = { role: 'user', content: 'Name a colour.' } as const;

test('models, a chat, and the same chat as a stream', async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toEqual([chatModel, embeddingModel]);
  const asked = {
    model: chatModel,
    messages: [question],
    max_completion_tokens: 12,
    temperature: 0,
  };
  // Once, so that the prompt is cached for both.
  await client.chat.completions.create(asked);
  const whole = await client.chat.completions.create(asked);
  expect(whole).toMatchObject({
    object: 'chat.completion',
    model: chatModel,
    choices: [{ index: 0, message: { role: 'assistant', content: expect.any(String) } }],
    usage: {
      completion_tokens: expect.any(Number),
      prompt_tokens_details: { cached_tokens: expect.any(Number) },
    },
  });
  expect(whole.usage?.prompt_tokens_details?.cached_tokens).toBeGreaterThan(0);

  const stream = await client.chat.completions.create({
    ...asked,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  const ends: unknown[] = [];
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    if (chunk.choices[0]?.finish_reason) ends.push(chunk.choices[0].finish_reason);
    if (chunk.usage) ends.push(chunk.usage.completion_tokens);
  }
  expect(text).toBe(whole.choices[0]?.message.content);
  expect(ends).toEqual([whole.choices[0]?.finish_reason, whole.usage?.completion_tokens]);
});

test('several prompts and answers, logprobs, and stop strings', async () => {
  const answer = await client.completions.create({
    model: 'default',
    prompt: ['One, two, three,', 'Monday, Tuesday,'],
    n: 2,
    max_tokens: 6,
    temperature: 0,
    logprobs: 2,
    stop: ['\n'],
  });
  expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(answer.choices[0]?.text).toContain('four');
  expect(answer.choices[2]?.text).toContain('Wednesday');
  const { tokens = [], token_logprobs: logprobs = [] } = answer.choices[0]?.logprobs ?? {};
  expect(tokens.join('')).toBe(answer.choices[0]?.text);
  expect(logprobs.every((logprob) => logprob <= 0)).toBe(true);
});

test('structured outputs: a JSON schema, a choice, a regex', async () => {
  const asked = { model: chatModel, messages: [question], max_tokens: 80, temperature: 1, seed: 3 };
  const schema = {
    type: 'object',
    properties: {
      colour: { enum: ['red', 'green'] },
      why: { type: 'string', maxLength: 20 },
    },
    required: ['colour', 'why'],
    additionalProperties: false,
  };
  const json = await client.chat.completions.create({
    ...asked,
    response_format: { type: 'json_schema', json_schema: { name: 'colour', schema } },
  });
  expect(JSON.parse(json.choices[0]?.message.content ?? '')).toEqual({
    colour: expect.stringMatching(/^(red|green)$/),
    why: expect.any(String),
  });
  // vLLM's field, which the client passes on.
  const choice = { ...asked, structured_outputs: { choice: ['keep', 'kill', 'scale'] } };
  const chosen = await client.chat.completions.create(choice);
  expect(chosen.choices[0]?.message.content).toMatch(/^(keep|kill|scale)$/);
  const regex = { ...asked, structured_outputs: { regex: '[0-9]{3}-[a-f]{2}' } };
  const matched = await client.chat.completions.create(regex);
  expect(matched.choices[0]?.message.content).toMatch(/^[0-9]{3}-[a-f]{2}$/);
});

test('embeddings, as the client decodes them', async () => {
  const input = ['how to save money on food', 'cheaper groceries', 'a violin concerto'];
  const { data, usage } = await client.embeddings.create({ model: embeddingModel, input });
  const [food, groceries, violin] = data.map(({ embedding }) => embedding);
  expect(food).toHaveLength(384);
  expect(Math.hypot(...(food ?? []))).toBeCloseTo(1, 4);
  expect(dot(food, groceries)).toBeGreaterThan(dot(food, violin) + 0.3);
  expect(usage.prompt_tokens).toBeGreaterThan(10);
  const floats = await client.embeddings.create({
    model: embeddingModel,
    input: input[0] ?? '',
    encoding_format: 'float',
  });
  expect(dot(floats.data[0]?.embedding, food)).toBeCloseTo(1, 3);
});

test('wrong requests are refused in the form the client knows', async () => {
  const asked = { model: chatModel, messages: [question] };
  const refused = (request: Promise<unknown>, error: object) =>
    expect(request).rejects.toMatchObject(error);
  await refused(client.chat.completions.create({ ...asked, model: 'gpt-4o' }), {
    status: 404,
    code: 'model.unknown',
  });
  await refused(client.chat.completions.create({ ...asked, temperature: 9 }), {
    status: 400,
    code: 'usage.invalid',
    message: expect.stringContaining('temperature'),
  });
  await refused(client.chat.completions.create({ ...asked, max_tokens: 900_000 }), {
    status: 400,
    message: expect.stringContaining('exceeds the'),
  });
  await refused(client.completions.create({ model: 'default', prompt: ['a', 'b'], stream: true }), {
    status: 400,
  });
  await refused(client.images.generate({ prompt: 'a cat' }), { status: 404 });
  const unauthorized = new OpenAI({ baseURL: client.baseURL, apiKey: 'wrong', maxRetries: 0 });
  await refused(unauthorized.models.list(), { status: 401 });
});

test('a client that goes away or stops reading leaves nothing running', async () => {
  const metric = async (name: string): Promise<number> => {
    const { text } = await host.ask('/metrics', { headers: host.bearer });
    const line = text.split('\n').find((each) => each.startsWith(`${name}{`)) ?? '';
    return Number(line.split(' ').at(-1));
  };
  const endless = {
    model: chatModel,
    messages: [{ ...question }],
    max_tokens: 4_000,
    temperature: 1,
    structured_outputs: { regex: '([a-z ]{1000}){4}' },
    stream: true as const,
  };
  const left = await client.chat.completions.create(endless);
  for await (const _ of left) break;
  await expect.poll(() => metric('vllm:num_requests_running'), { timeout: 20_000 }).toBe(0);

  // Nothing is read; then the connection is dropped.
  const unread = await client.chat.completions.create(endless);
  await expect.poll(() => metric('vllm:num_requests_running'), { timeout: 20_000 }).toBe(1);
  unread.controller.abort();
  await expect.poll(() => metric('vllm:num_requests_running'), { timeout: 20_000 }).toBe(0);
  expect(await metric('vllm:kv_cache_usage_perc')).toBe(0);
  expect(await metric('vllm:generation_tokens_total')).toBeGreaterThan(0);
});

function dot(a: readonly number[] = [], b: readonly number[] = []): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

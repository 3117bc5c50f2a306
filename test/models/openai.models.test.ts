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
  host = await Loopback.open({ modelsDir: modelsFolder() });
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

test('a prompt’s own logprobs, as evaluations ask for them, are those of writing it', async () => {
  const asked = { model: 'default', logprobs: 1, temperature: 0 };
  const written = await client.completions.create({
    ...asked,
    prompt: 'One, two, three,',
    max_tokens: 3,
  });
  const [answer] = written.choices;
  const whole = `One, two, three,${answer?.text}`;
  const read = await client.completions.create({
    ...asked,
    prompt: whole,
    max_tokens: 0,
    echo: true,
  });
  const [echoed] = read.choices;
  expect(echoed?.text).toBe(whole);
  expect(read.usage?.completion_tokens).toBe(0);
  const { tokens = [], token_logprobs: logprobs = [] } = echoed?.logprobs ?? {};
  expect([tokens[0], logprobs[0]]).toEqual(['<bos>', null]);
  expect(tokens.slice(1).join('')).toBe(whole);
  expect(tokens.slice(-3)).toEqual(answer?.logprobs?.tokens);
  for (const [index, logprob] of (answer?.logprobs?.token_logprobs ?? []).entries()) {
    // llama.cpp rounds differently when it reads one token and when it reads many.
    expect(Math.abs((logprobs.at(index - 3) ?? -Infinity) - logprob)).toBeLessThan(0.25);
  }
  // The same tokens as ids, and back.
  const ask = async (path: string, body: object) => {
    const headers = { ...host.bearer, 'content-type': 'application/json' };
    const { text } = await host.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return JSON.parse(text);
  };
  const { tokens: ids } = await ask('/tokenize', { prompt: whole });
  expect(await ask('/detokenize', { tokens: ids })).toEqual({ prompt: whole });
  const again = { ...asked, prompt: ids, max_tokens: 0, echo: true };
  const [same] = (await client.completions.create(again)).choices;
  expect(same?.logprobs?.token_logprobs).toHaveLength(ids.length);
});

test('streams of several answers have the logprobs of each', async () => {
  const stream = await client.completions.create({
    ...{ model: 'default', prompt: ['One, two,', 'Monday,'], n: 2, max_tokens: 4, stream: true },
    logprobs: 1,
  });
  const texts = ['', '', '', ''];
  const tokens = ['', '', '', ''];
  for await (const { choices } of stream) {
    for (const { index, text, logprobs } of choices) {
      texts[index] += text;
      tokens[index] += (logprobs?.tokens ?? []).join('');
    }
  }
  expect(texts.every((text) => text.length > 0)).toBe(true);
  expect(tokens).toEqual(texts);
});

test('tools: a base model calls them in the form of the grammar, whole and as a stream', async () => {
  const parameters = {
    type: 'object',
    properties: {
      city: { type: 'string', pattern: '^[A-Z][a-z]{1,9}$' },
      days: { type: 'integer', minimum: 2, maximum: 7 },
    },
    required: ['city', 'days'],
  };
  const asked = {
    model: chatModel,
    messages: [{ role: 'user' as const, content: 'What is the weather in Paris?' }],
    tools: [{ type: 'function' as const, function: { name: 'weather', parameters } }],
    ...{ tool_choice: 'required' as const, parallel_tool_calls: false, max_tokens: 60 },
    temperature: 0,
  };
  const whole = await client.chat.completions.create(asked);
  const [choice] = whole.choices;
  expect(choice?.finish_reason).toBe('tool_calls');
  const [call] = choice?.message.tool_calls ?? [];
  if (call?.type !== 'function') throw new Error('There is no call.');
  const given = JSON.parse(call.function.arguments);
  expect(given).toEqual({
    city: expect.stringMatching(/^[A-Z][a-z]{1,9}$/),
    days: expect.any(Number),
  });
  expect(given.days).toBeGreaterThanOrEqual(2);
  expect(given.days).toBeLessThanOrEqual(7);

  const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
  expect(streamed.choices[0]?.message.tool_calls?.[0]).toMatchObject({
    function: { name: 'weather', arguments: expect.stringMatching(/^\{.*\}$/) },
  });
  const { content, role, tool_calls: calls } = choice?.message ?? {};
  const answer = await client.chat.completions.create({
    ...{ ...asked, tool_choice: 'none', max_tokens: 5 },
    messages: [
      ...asked.messages,
      { role: role ?? 'assistant', content: content ?? null, tool_calls: calls ?? [] },
      { role: 'tool', tool_call_id: call.id, content: 'Rain.' },
    ],
  });
  expect(answer.choices[0]?.message.tool_calls).toBeUndefined();
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

test('vLLM’s ends: the model’s own ignored or put off, tokens and strings that stop', async () => {
  const headers = { ...host.bearer, 'content-type': 'application/json' };
  const prompt = 'One, two, three,';
  const body = JSON.stringify({ prompt: `${prompt} four` });
  const { text } = await host.ask('/tokenize', { method: 'POST', headers, body });
  const four: number = JSON.parse(text).tokens.at(-1);
  const ask = async (more: object) => {
    const asked = { model: 'default', prompt, max_tokens: 6, temperature: 0, ...more };
    const { choices, usage } = await client.completions.create(asked);
    const [choice] = choices;
    return [choice?.text, choice?.finish_reason, usage?.completion_tokens];
  };
  // The model would end at once.
  const ends = { logit_bias: { 1: 100 } };
  expect(await ask(ends)).toEqual(['', 'stop', 0]);
  expect(await ask({ ...ends, ignore_eos: true })).toEqual(['', 'length', 6]);
  expect(await ask({ ...ends, min_tokens: 3 })).toEqual([' four, five', 'stop', 3]);

  const stop = { stop_token_ids: [four] };
  const keep = { include_stop_str_in_output: true };
  expect(await ask(stop)).toEqual(['', 'stop', 0]);
  expect(await ask({ ...stop, ...keep })).toEqual([' four', 'stop', 1]);
  expect((await ask({ ...stop, min_tokens: 3 }))[2]).toBeGreaterThanOrEqual(3);
  expect(await ask({ stop: [', f'] })).toEqual([' four', 'stop', 3]);
  expect(await ask({ stop: [', f'], ...keep })).toEqual([' four, f', 'stop', 3]);
  await expect(ask({ stop_token_ids: [9_999_999] })).rejects.toMatchObject({ status: 400 });
});

test('a response has its logprobs, whole and as a stream', async () => {
  const asked = {
    ...{ model: chatModel, input: 'Name a colour.', max_output_tokens: 6, temperature: 0 },
    ...{ include: ['message.output_text.logprobs' as const], top_logprobs: 2 },
  };
  const partOf = ({ output }: OpenAI.Responses.Response) => {
    const [item] = output;
    const part = item?.type === 'message' ? item.content[0] : undefined;
    if (part?.type !== 'output_text') throw new Error('There is no text.');
    return part;
  };
  const part = partOf(await client.responses.create(asked));
  expect(part.logprobs?.map(({ token }) => token).join('')).toBe(part.text);
  expect(part.logprobs?.every(({ top_logprobs: top }) => top.length === 2)).toBe(true);
  const streamed: string[] = [];
  const stream = client.responses.stream(asked);
  for await (const event of stream) {
    if (event.type !== 'response.output_text.delta') continue;
    streamed.push(...event.logprobs.map(({ token }) => token));
  }
  const last = partOf(await stream.finalResponse());
  expect(streamed.join('')).toBe(last.text);
  expect(last.logprobs?.map(({ token }) => token)).toEqual(streamed);
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
  // What only the engine can tell is told before a stream begins, too.
  const stream = { ...asked, stream: true as const };
  await refused(client.chat.completions.create({ ...stream, max_tokens: 900_000 }), {
    status: 400,
    message: expect.stringContaining('exceeds the'),
  });
  const grammar: object = { ...stream, grammar: 'root ::= (' };
  await refused(client.chat.completions.create(grammar as typeof stream), { status: 400 });
  await refused(client.chat.completions.create({ ...asked, logit_bias: { 9999999: 1 } }), {
    status: 400,
    message: expect.stringContaining('no token 9999999'),
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

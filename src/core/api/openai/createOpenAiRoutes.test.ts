import OpenAI from 'openai';
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '../../base/index.ts';
import { scriptedModel } from '../../drafts/testing/scriptedModel.ts';
import type { GenerateRequest, LanguageModel } from '../../inference/index.ts';
import { createOpenAiRoutes } from './createOpenAiRoutes.ts';

/** OpenAI's own client on the routes, with a model that says what a test wants. */
let says: string;
let asked: GenerateRequest[];
let client: OpenAI;
let routes: ReturnType<typeof createOpenAiRoutes>;

beforeEach(() => {
  says = 'Hello there}';
  const scripted = scriptedModel(() => says);
  asked = scripted.requests;
  const languageModel: LanguageModel = {
    ...scripted,
    generate: async (request, control) => {
      if (request.maxTokens > 9_000) throw new AppError('usage.invalid', 'The prompt is too long.');
      control?.onAccepted?.();
      const result = await scripted.generate(request, control);
      return request.echo === true ? { ...result, prompt: { text: 'Say:' } } : result;
    },
  };
  routes = createOpenAiRoutes({
    languageModel,
    embedder: {
      model: async () => ({ ...(await scripted.model()), id: 'vectors' as never, task: 'embed' }),
      embed: async (texts, control) => {
        control?.onTokens?.(texts.length);
        control?.onTruncated?.(texts.filter((text) => text === 'long').length);
        return texts.map(() => Float32Array.of(0.6, 0.8));
      },
    },
    engine: { stats: () => Promise.reject(), plan: () => Promise.reject() },
    adapters: [{ name: 'terse', path: '/adapters/terse.gguf', scale: 0.5 }],
  });
  client = new OpenAI({
    ...{ apiKey: 'x', baseURL: 'http://127.0.0.1/v1', maxRetries: 0 },
    fetch: (url, init) => routes(new Request(String(url), init)),
  });
});

const model = 'scripted';
const messages = [{ role: 'user' as const, content: 'Hi' }];
const weather = {
  type: 'function' as const,
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const callText = (city: string): string =>
  `<tool_call>\n{"name": "weather", "arguments": {"city":"${city}"}}\n</tool_call>`;

async function all<T>(stream: Promise<AsyncIterable<T>>): Promise<T[]> {
  const events: T[] = [];
  for await (const event of await stream) events.push(event);
  return events;
}

test.each<[string, object, string]>([
  ['a parameter that nobody knows', { frobnicate: 1 }, 'frobnicate'],
  ['one of OpenAI that has no meaning here', { web_search_options: {} }, 'web_search_options'],
  ['one of a peer', { bad_words: ['x'] }, 'bad_words'],
  ['no end beside a constraint', { ignore_eos: true, guided_regex: 'a' }, 'ignore_eos'],
  ['a least length beside tools', { min_tokens: 3, tools: [weather] }, 'min_tokens'],
  ['a least length above the largest', { min_tokens: 9, max_tokens: 3 }, 'min_tokens'],
  ['a field of a message', { messages: [{ ...messages[0], name: 'Ann' }] }, 'messages[0].name'],
  [
    'a picture',
    { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
    'messages[0].content[0].type',
  ],
  ['an unknown field inside', { stream_options: { x: 1 }, stream: true }, 'stream_options.x'],
  [
    'options of a stream without one',
    { stream_options: { include_usage: true } },
    'stream_options',
  ],
  ['likely tokens without logprobs', { top_logprobs: 2 }, 'top_logprobs'],
  ['an empty stop string', { stop: ['a', ''] }, 'stop[1]'],
  ['a temperature out of range', { temperature: 9 }, 'temperature'],
  ['a choice without tools', { tool_choice: 'required' }, 'tool_choice'],
  [
    'a choice of an unknown tool',
    { tools: [weather], tool_choice: { type: 'function', function: { name: 'x' } } },
    'tool_choice',
  ],
  ['two tools of one name', { tools: [weather, weather] }, 'tools[1].function.name'],
  ['a tool of another kind', { tools: [{ type: 'web_search' }] }, 'tools[0].type'],
  ['a grammar beside tools', { tools: [weather], guided_regex: 'a' }, 'guided_regex'],
  ['two constraints', { guided_regex: 'a', grammar: 'root ::= "a"' }, 'grammar'],
  [
    'a keyword of a schema',
    { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { not: {} } } } },
    'response_format.json_schema.schema',
  ],
  [
    'a keyword of a tool’s schema',
    { tools: [{ type: 'function', function: { name: 'a', parameters: { minProperties: 2 } } }] },
    'tools[0].function.parameters',
  ],
  [
    'what no call gave',
    { messages: [...messages, { role: 'tool', content: '1', tool_call_id: 'a' }] },
    'messages[1].tool_call_id',
  ],
])('%s is refused by its name', async (_, more, param) => {
  const request = client.chat.completions.create({ model, messages, ...more });
  await expect(request).rejects.toMatchObject({ status: 400, param, code: 'usage.invalid' });
  expect(asked).toEqual([]);
});

test('what says nothing is accepted', async () => {
  const more: object = {
    ...{ user: 'ann', metadata: { a: 'b' }, store: false, n: null, stop: null },
    ...{ service_tier: 'auto', modalities: ['text'], parallel_tool_calls: true, tools: [] },
    ...{ ignore_eos: false, skip_special_tokens: true, chat_template: null, functions: null },
  };
  await client.chat.completions.create({ model, messages, ...more });
  expect(asked).toEqual([
    {
      temperature: 1,
      maxTokens: 512,
      prompt: [{ role: 'user', content: 'Hi' }],
    },
  ]);
});

test('the models, one of them, and unknown ones', async () => {
  const { data } = await client.models.list();
  expect(data.map(({ id }) => id)).toEqual(['scripted', 'vectors', 'terse']);
  expect(await client.models.retrieve('vectors')).toMatchObject({ id: 'vectors', object: 'model' });
  for (const request of [
    client.models.retrieve('gpt-4o'),
    client.chat.completions.create({ model: 'gpt-4o', messages }),
    client.embeddings.create({ model: 'scripted', input: 'a' }),
  ]) {
    await expect(request).rejects.toMatchObject({
      ...{ status: 404, code: 'model.unknown', type: 'invalid_request_error' },
    });
  }
});

test('where an answer ends, as vLLM has it', async () => {
  const more: object = {
    ...{ ignore_eos: true, min_tokens: 3, stop_token_ids: [7], include_stop_str_in_output: true },
  };
  await client.chat.completions.create({ model, messages, ...more });
  const ends = { ignoresEnd: true, minTokens: 3, stopTokens: [7], keepsStop: true };
  expect(asked.at(-1)).toMatchObject(ends);
  const completion: object = { model, prompt: 'Hi', ...more };
  await client.completions.create(completion as OpenAI.CompletionCreateParamsNonStreaming);
  expect(asked.at(-1)).toMatchObject(ends);
});

test('sampling: greedy by top_p 0, many stop strings, peers’ names for constraints', async () => {
  const stop = Array.from({ length: 40 }, (_, index) => `#${index}`);
  await client.chat.completions.create({ model, messages, top_p: 0, temperature: 0.7, stop });
  expect(asked.at(-1)).toMatchObject({ temperature: 0, stop });
  expect(asked.at(-1)).not.toHaveProperty('topP');
  for (const [given, constraint] of [
    [{ guided_choice: ['a', 'b"'] }, { gbnf: String.raw`root ::= "a" | "b\""` }],
    [{ guided_regex: 'a+' }, { regex: 'a+' }],
    [{ grammar: 'root ::= "x"' }, { gbnf: 'root ::= "x"' }],
    [{ guided_json: '{"type":"null"}' }, { schema: { type: 'null' } }],
    [
      { response_format: { type: 'json_object' as const } },
      { schema: { type: 'object', properties: {}, additional: { any: true } } },
    ],
  ] as const) {
    const body = { model, messages, ...given };
    await client.chat.completions.create(body);
    expect(asked.at(-1)?.constraint).toEqual(constraint);
  }
});

test('a call: constrained, told to the model, and read from its answer', async () => {
  says = `I look.\n${callText('Bonn')}\n${callText('Köln')}`;
  const { choices } = await client.chat.completions.create({ model, messages, tools: [weather] });
  expect(asked[0]).toMatchObject({
    tools: [{ name: 'weather', parameters: weather.function.parameters }],
    constraint: {
      tools: { calls: 'allowed', parallel: true, functions: [{ name: 'weather' }] },
    },
  });
  const call = (city: string) => ({
    id: expect.stringMatching(/^call_/),
    type: 'function',
    function: { name: 'weather', arguments: `{"city":"${city}"}` },
  });
  expect(choices).toEqual([
    {
      index: 0,
      finish_reason: 'length',
      logprobs: null,
      message: {
        role: 'assistant',
        content: 'I look.',
        refusal: null,
        tool_calls: [call('Bonn'), call('Köln')],
      },
    },
  ]);
  // The next request brings it all back, what was found in another order.
  const [message] = choices.map((choice) => choice.message);
  const [first, second] = message?.tool_calls ?? [];
  await client.chat.completions.create({
    ...{ model, tools: [weather] },
    messages: [
      ...messages,
      message as OpenAI.ChatCompletionMessage,
      { role: 'tool', tool_call_id: second?.id ?? '', content: 'rain' },
      { role: 'tool', tool_call_id: first?.id ?? '', content: [{ type: 'text', text: 'sun' }] },
    ],
  });
  expect(asked[1]?.prompt).toEqual([
    { role: 'user', content: 'Hi' },
    {
      role: 'assistant',
      content: 'I look.',
      toolCalls: [
        { name: 'weather', arguments: { city: 'Bonn' } },
        { name: 'weather', arguments: { city: 'Köln' } },
      ],
    },
    { role: 'tool', content: 'sun' },
    { role: 'tool', content: 'rain' },
  ]);
});

test('which calls an answer may have', async () => {
  const of = async (more: object) => {
    const body = { model, messages, tools: [weather], ...more };
    await client.chat.completions.create(body);
    const { constraint, tools } = asked.at(-1) ?? {};
    return [tools?.length, constraint];
  };
  const named = { type: 'function', function: { name: 'weather' } };
  const calls = (given: object) => [1, { tools: expect.objectContaining(given) }];
  expect(await of({ tool_choice: 'none' })).toEqual([undefined, undefined]);
  expect(await of({ tool_choice: 'required' })).toEqual(
    calls({ calls: 'required', parallel: true }),
  );
  expect(await of({ tool_choice: named })).toEqual(calls({ calls: 'required', parallel: false }));
  expect(await of({ parallel_tool_calls: false })).toEqual(
    calls({ calls: 'allowed', parallel: false }),
  );
  const format = { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'null' } } };
  expect(await of({ response_format: format })).toEqual(calls({ answer: { type: 'null' } }));
});

test('a stream: the role first and once, calls as deltas, usage when asked for', async () => {
  says = `I look.\n${callText('Bonn')}`;
  const chunks = await all(
    client.chat.completions.create({
      ...{ model, messages, tools: [weather], stream: true },
      stream_options: { include_usage: true },
    }),
  );
  const deltas = chunks.map(({ choices }) => choices[0]?.delta).filter((delta) => delta);
  expect(deltas.filter((delta) => delta?.role !== undefined)).toEqual([
    { role: 'assistant', content: '' },
  ]);
  expect(deltas.map((delta) => delta?.content ?? '').join('')).toBe('I look.');
  const calls = deltas.flatMap((delta) => delta?.tool_calls ?? []);
  expect(calls[0]).toEqual({
    index: 0,
    id: expect.any(String),
    type: 'function',
    function: { name: 'weather', arguments: '' },
  });
  expect(calls.map((call) => call.function?.arguments).join('')).toBe('{"city":"Bonn"}');
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('length');
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 2 } });
  expect(chunks.slice(0, -1).every(({ usage }) => usage === null)).toBe(true);
});

test('what is wrong with a request is no stream', async () => {
  const request = client.chat.completions.create({
    ...{ model, messages, max_tokens: 10_000, stream: true as const },
  });
  await expect(request).rejects.toMatchObject({ status: 400, code: 'usage.invalid' });
});

test('several prompts, as texts and tokens, with n answers each, also as a stream', async () => {
  const body = { model, prompt: ['a', 'bc'], n: 2, max_tokens: 5, echo: true };
  const whole = await client.completions.create(body);
  expect(whole.choices.map(({ index, text }) => [index, text])).toEqual(
    [0, 1, 2, 3].map((index) => [index, 'Say:Hello there}']),
  );
  // Each prompt is counted once.
  expect(whole.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 4 * says.length });
  const chunks = await all(client.completions.create({ ...body, stream: true }));
  const texts = ['', '', '', ''];
  for (const { index, text } of chunks.flatMap(({ choices }) => choices)) texts[index] += text;
  expect(texts).toEqual(['a', 'a', 'bc', 'bc'].map((prompt) => `${prompt}Hello there}`));
  asked.length = 0;
  await client.completions.create({ model, prompt: [[97], [98, 99]], max_tokens: 5 });
  await client.completions.create({ model, prompt: [97, 98], max_tokens: 5 });
  expect(asked.map(({ prompt }) => prompt)).toEqual([
    ...[{ tokens: [97] }, { tokens: [98, 99] }, { tokens: [97, 98] }],
  ]);
});

test.each<[object, string]>([
  [{ suffix: 'x' }, 'suffix'],
  [{ best_of: 3 }, 'best_of'],
  [{ max_tokens: 0 }, 'max_tokens'],
  [{ prompt: [[]] }, 'prompt[0]'],
  [{ prompt: ['a', [1]] }, 'prompt'],
  [{ n: 128, prompt: ['a', 'b', 'c'] }, 'n'],
  [{ echo: true, logprobs: 1, stream: true }, 'echo'],
])('of completions, %j is refused by its name', async (more, param) => {
  const request = client.completions.create({ model, prompt: 'a', ...more });
  await expect(request).rejects.toMatchObject({ status: 400, param });
});

test('embeddings: both encodings, and nothing cut in silence', async () => {
  const { data } = await client.embeddings.create({ model: 'vectors', input: ['a'] });
  expect(data[0]?.embedding.map((value) => Math.round(value * 10))).toEqual([6, 8]);
  const floats = { model: 'vectors', encoding_format: 'float' as const, dimensions: 2 };
  expect((await client.embeddings.create({ ...floats, input: 'a' })).data).toHaveLength(1);
  const wrong: [Pick<OpenAI.EmbeddingCreateParams, 'input' | 'dimensions'>, string][] = [
    [{ input: ['a', 'long'] }, 'input'],
    [{ input: [1, 2] }, 'input'],
    [{ input: 'a', dimensions: 3 }, 'dimensions'],
  ];
  for (const [more, param] of wrong) {
    const request = client.embeddings.create({ model: 'vectors', ...more });
    await expect(request).rejects.toMatchObject({ status: 400, param });
  }
});

test('a response, whole and as a stream of events that the client puts together', async () => {
  says = `I look.\n${callText('Bonn')}`;
  const tool = { type: 'function' as const, strict: true, ...weather.function };
  const body = { model, input: 'Hi', instructions: 'Be brief.', tools: [tool] };
  const whole = await client.responses.create(body);
  expect(whole).toMatchObject({
    ...{ object: 'response', status: 'incomplete', output_text: 'I look.', store: false },
    incomplete_details: { reason: 'max_output_tokens' },
    usage: { input_tokens: 12, output_tokens: says.length },
  });
  expect(whole.output[1]).toMatchObject({
    ...{ type: 'function_call', name: 'weather', arguments: '{"city":"Bonn"}' },
  });
  expect(asked[0]?.prompt).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ]);
  const stream = client.responses.stream(body);
  const types: string[] = [];
  for await (const { type } of stream) types.push(type);
  expect(types.slice(0, 4)).toEqual([
    ...['response.created', 'response.in_progress'],
    ...['response.output_item.added', 'response.content_part.added'],
  ]);
  expect(types.at(-1)).toBe('response.incomplete');
  const unnamed = (item: object): object => ({ ...item, id: '', call_id: '' });
  const put = await stream.finalResponse();
  expect(put.output.map(unnamed)).toMatchObject(whole.output.map(unnamed));

  const call = whole.output[1];
  if (call?.type !== 'function_call') throw new Error('There is no call.');
  await client.responses.create({
    ...{ model, tools: [tool] },
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      ...whole.output,
      { type: 'function_call_output', call_id: call.call_id, output: 'sun' },
    ] as OpenAI.Responses.ResponseInput,
  });
  expect(asked.at(-1)?.prompt).toEqual([
    { role: 'user', content: 'Hi' },
    {
      ...{ role: 'assistant', content: 'I look.' },
      toolCalls: [{ name: 'weather', arguments: { city: 'Bonn' } }],
    },
    { role: 'tool', content: 'sun' },
  ]);
});

test.each<[object, string]>([
  [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
  [{ background: true }, 'background'],
  [{ store: true }, 'store'],
  [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
  [{ top_logprobs: 2 }, 'top_logprobs'],
  [{ include: ['reasoning.encrypted_content'] }, 'include[0]'],
  [
    {
      include: ['message.output_text.logprobs'],
      tools: [{ type: 'function', name: 'weather', parameters: {} }],
    },
    'include',
  ],
  [{ reasoning: { effort: 'high' } }, 'reasoning.effort'],
  [{ input: [{ type: 'item_reference', id: 'x' }] }, 'input[0].type'],
  [
    { input: [{ type: 'function_call_output', call_id: 'x', output: '1' }] },
    'input[0].tool_call_id',
  ],
])('of responses, %j is refused by its name', async (more, param) => {
  const request = client.responses.create({ model, input: 'Hi', ...more } as never);
  await expect(request).rejects.toMatchObject({ status: 400, param });
});

test('vLLM’s tokenize and detokenize', async () => {
  const ask = async (path: string, body: object) => {
    const request = { method: 'POST', body: JSON.stringify(body) };
    return (await routes(new Request(`http://127.0.0.1${path}`, request))).json();
  };
  expect(await ask('/tokenize', { model, prompt: 'ab', return_token_strs: true })).toEqual({
    ...{ count: 2, max_model_len: 4_096, tokens: [97, 98], token_strs: ['a', 'b'] },
  });
  expect(await ask('/tokenize', { messages })).toMatchObject({ count: 2, token_strs: null });
  expect(await ask('/detokenize', { model, tokens: [97, 98] })).toEqual({ prompt: 'ab' });
  expect(await ask('/detokenize', { model, tokens: [-1] })).toMatchObject({
    error: { type: 'invalid_request_error', param: 'tokens[0]' },
  });
  expect(await ask('/v1/nothing', {})).toMatchObject({ error: { code: 'not_found' } });
});

test('an adapter is a model of its own name, with the model that it changes as its parent', async () => {
  const terse = {
    ...{ id: 'terse', object: 'model', created: 0, owned_by: 'trendroom' },
    ...{ root: '/adapters/terse.gguf', parent: model },
  };
  expect((await client.models.list()).data).toContainEqual(terse);
  expect(await client.models.retrieve('terse')).toEqual(terse);
  const adapter = { path: '/adapters/terse.gguf', scale: 0.5 };
  const chat = await client.chat.completions.create({ model: 'terse', messages });
  const text = await client.completions.create({ model: 'terse', prompt: 'Hi' });
  const response = await client.responses.create({ model: 'terse', input: 'Hi' });
  expect([chat.model, text.model, response.model]).toEqual(['terse', 'terse', 'terse']);
  await client.chat.completions.create({ model, messages });
  expect(asked.map((request) => request.adapter)).toEqual([adapter, adapter, adapter, undefined]);
});

import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  HumanMessage,
  type MessageContent,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { embedMany, generateObject, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { modelsFolder } from '../../src/cli/folders.ts';
import { Loopback } from '../support/loopback.ts';

/** LangChain.js and Vercel's AI SDK on the loopback host with the starter models. */

const chatModel = 'gemma-3-270m-base-q4-k-m';
const embeddingModel = 'all-minilm-l6-v2';
const texts = ['how to save money on food', 'cheaper groceries', 'a violin concerto'];

let host: Loopback;
let baseURL: string;
beforeAll(async () => {
  host = await Loopback.open({ modelsDir: modelsFolder() });
  baseURL = `http://127.0.0.1:${host.server.port}/v1`;
});
afterAll(() => host.close());

const cutSchema = z.object({
  shot: z.enum(['wide', 'close']),
  seconds: z.number().int().min(1).max(9),
});
const cutDescription = { name: 'cut', description: 'Cuts to a shot.', schema: cutSchema };

function langChain(options: object = {}): ChatOpenAI {
  return new ChatOpenAI({
    ...{ model: chatModel, apiKey: host.server.token, configuration: { baseURL }, maxRetries: 0 },
    ...{ temperature: 0, maxTokens: 60 },
    ...options,
  });
}

test('LangChain: an answer, and the same as a stream', async () => {
  const model = langChain({ maxTokens: 8 });
  const asked = [new SystemMessage('You are brief.'), new HumanMessage('Name a colour.')];
  await model.invoke(asked);
  const whole = await model.invoke(asked);
  let text = '';
  let outputTokens = 0;
  for await (const chunk of await model.stream(asked)) {
    text += textOf(chunk.content);
    outputTokens += outputTokensOf(chunk.usage_metadata);
  }
  expect(text).not.toBe('');
  expect(text).toBe(textOf(whole.content));
  expect(outputTokens).toBeGreaterThan(0);
  expect(outputTokens).toBe(outputTokensOf(whole.usage_metadata));
});

test('LangChain: tools, what they gave, and structured output by both of its ways', async () => {
  const asked = new HumanMessage('Cut to something.');
  const bound = langChain().bindTools([cutDescription], { tool_choice: 'cut' });
  const called = await bound.invoke([asked]);
  const [call] = called.tool_calls ?? [];
  expect(call?.name).toBe('cut');
  expect(cutSchema.safeParse(call?.args).success).toBe(true);
  let streamed = '';
  for await (const { tool_call_chunks: chunks = [] } of await bound.stream([asked])) {
    streamed += chunks.map(({ args }) => args ?? '').join('');
  }
  expect(JSON.parse(streamed)).toEqual(call?.args);
  const told = new ToolMessage({ content: 'Done.', tool_call_id: call?.id ?? '', name: 'cut' });
  const answer = await langChain({ maxTokens: 4 }).invoke([asked, called, told]);
  expect(textOf(answer.content)).not.toBe('');
  for (const method of ['jsonSchema', 'functionCalling'] as const) {
    const structured = langChain().withStructuredOutput(cutSchema, { name: 'cut', method });
    expect(cutSchema.safeParse(await structured.invoke([asked])).success).toBe(true);
  }
});

test('LangChain: the Responses API, and embeddings', async () => {
  const responses = langChain({ useResponsesApi: true, maxTokens: 8 });
  const whole = await responses.invoke('Name a colour.');
  expect(textOf(whole.content)).not.toBe('');
  let text = '';
  for await (const chunk of await responses.stream('Name a colour.')) text += textOf(chunk.content);
  expect(text).not.toBe('');
  const embeddings = new OpenAIEmbeddings({
    ...{ model: embeddingModel, apiKey: host.server.token, configuration: { baseURL } },
    maxRetries: 0,
  });
  expectAlike(await embeddings.embedDocuments(texts));
});

const compatible = () =>
  createOpenAICompatible({
    ...{ name: 'trendroom', baseURL, apiKey: host.server.token, includeUsage: true },
    supportsStructuredOutputs: true,
  });
/** One call at a time, as each provider names it. */
const single = {
  trendroom: { parallel_tool_calls: false },
  openai: { parallelToolCalls: false, store: false },
};
const openAi = () => createOpenAI({ baseURL, apiKey: host.server.token });

test.each([
  ['openai-compatible', () => compatible()(chatModel)],
  ['openai, chat', () => openAi().chat(chatModel)],
  ['openai, responses', () => openAi().responses(chatModel)],
] as const)('AI SDK (%s): texts, streams, objects and tools', async (_, modelOf) => {
  const asked = { model: modelOf(), maxRetries: 0, maxOutputTokens: 60, temperature: 0 };
  const question = { system: 'You are brief.', prompt: 'Name a colour.', maxOutputTokens: 8 };
  const whole = await generateText({ ...asked, ...question });
  expect(whole.text).not.toBe('');
  expect(whole.usage.outputTokens).toBeGreaterThan(0);

  const stream = streamText({ ...asked, ...question });
  let text = '';
  for await (const part of stream.textStream) text += part;
  expect(text).not.toBe('');
  expect((await stream.usage).outputTokens).toBeGreaterThan(0);

  const { object } = await generateObject({ ...asked, schema: cutSchema, prompt: 'A cut.' });
  expect(cutSchema.safeParse(object).success).toBe(true);
  const output = Output.object({ schema: cutSchema });
  const structured = await generateText({ ...asked, output, prompt: 'A cut.' });
  expect(structured.output).toEqual(object);

  const given: unknown[] = [];
  const cut = tool({
    ...{ description: cutDescription.description, inputSchema: cutSchema },
    execute: async (input) => {
      given.push(input);
      return { done: true };
    },
  });
  const tools = await generateText({
    ...{ ...asked, tools: { cut }, toolChoice: 'required', prompt: 'Cut to something.' },
    ...{ providerOptions: single, stopWhen: stepCountIs(2) },
  });
  expect(tools.steps).toHaveLength(2);
  expect(given.length).toBeGreaterThan(0);
  expect(given.every((input) => cutSchema.safeParse(input).success)).toBe(true);
});

test.each([
  ['openai-compatible', () => compatible().embeddingModel(embeddingModel)],
  ['openai', () => openAi().embedding(embeddingModel)],
] as const)('AI SDK (%s): embeddings', async (_, modelOf) => {
  const { embeddings } = await embedMany({ model: modelOf(), values: texts, maxRetries: 0 });
  expectAlike(embeddings);
});

/** Of a message, or of a stream's last part; 0 of its others. */
function outputTokensOf(usage: unknown): number {
  return z.object({ output_tokens: z.number() }).safeParse(usage).data?.output_tokens ?? 0;
}

function textOf(content: MessageContent): string {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? String(part.text) : '')).join('');
}

/** Of food, groceries and a violin, the first two are alike. */
function expectAlike(vectors: readonly (readonly number[])[]): void {
  const [food, groceries, violin] = vectors;
  expect(food).toHaveLength(384);
  expect(dot(food, groceries)).toBeGreaterThan(dot(food, violin) + 0.3);
}

function dot(a: readonly number[] = [], b: readonly number[] = []): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

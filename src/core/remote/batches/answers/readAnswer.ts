import { z } from 'zod';
import { jsonSchema } from '../../../../contract/index.ts';
import type { Reading } from '../../protocol/reading.ts';
import type {
  ChatCompletionResponse,
  ChatCompletionResponseChoice,
  ChatMessage,
  CompletionResponse,
  CompletionResponseChoice,
  EmbeddingResponse,
  EmbeddingResponseData,
} from '../../protocol/vllmTypes.ts';
import {
  type AnswerTo,
  firstIssue,
  head,
  misshapen,
  type ReadAnswer,
  readEnd,
} from './answerParts.ts';
import { checkedInTime } from './checkedInTime.ts';
import { readRanking } from './readRanking.ts';
import { readTranscription } from './readTranscription.ts';
import { requestedSchema } from './requestedSchema.ts';

const finish = { finish_reason: z.string().nullish() };
const messageSchema = z.union([
  z.object({ content: z.string() } satisfies Reading<ChatMessage>),
  // A message that only calls tools has no text.
  z.object({
    content: z.null().optional(),
    tool_calls: z.array(z.unknown()).min(1),
  } satisfies Reading<ChatMessage>),
]);
const chatSchema = z.object({
  ...head,
  choices: z
    .array(
      z.object({
        message: messageSchema,
        ...finish,
      } satisfies Reading<ChatCompletionResponseChoice>),
    )
    .min(1),
} satisfies Reading<ChatCompletionResponse>);
const textSchema = z.object({
  ...head,
  choices: z
    .array(z.object({ text: z.string(), ...finish } satisfies Reading<CompletionResponseChoice>))
    .min(1),
} satisfies Reading<CompletionResponse>);
const embeddingSchema = z.object({
  ...head,
  data: z
    .array(
      z.object({
        embedding: z.array(z.number()).min(1),
      } satisfies Reading<EmbeddingResponseData>),
    )
    .min(1),
} satisfies Reading<EmbeddingResponse>);

/** What a model says in an answer of chat; undefined when it has no text. */
export function chatText(answer: unknown): string | undefined {
  return chatSchema.safeParse(answer).data?.choices[0]?.message.content ?? undefined;
}

/**
 * Whether an answer is what its request asked for: the form of its kind, the request's own schema,
 * and what the request makes possible: times within the clip, documents that were sent.
 */
export function readAnswer({ kind, request, soundMs }: AnswerTo, answer: unknown): ReadAnswer {
  switch (kind) {
    case 'chat':
    case 'vision': {
      const read = chatSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      const texts = read.data.choices.flatMap(({ message: { content }, finish_reason }) =>
        typeof content === 'string' ? [{ text: content, isCut: finish_reason === 'length' }] : [],
      );
      return readEnd(read.data, wrongContent(texts, request));
    }
    case 'completions': {
      const read = textSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      const texts = read.data.choices.map(({ text, finish_reason }) => ({
        text,
        isCut: finish_reason === 'length',
      }));
      return readEnd(read.data, wrongContent(texts, request));
    }
    case 'embeddings': {
      const read = embeddingSchema.safeParse(answer);
      if (!read.success) return misshapen(kind, read.error);
      return readEnd(read.data, wrongVectors(read.data.data, request.input));
    }
    case 'transcription':
      return readTranscription({ request, soundMs }, answer);
    case 'rerank':
      return readRanking(request, answer);
    default:
      return kind satisfies never;
  }
}

function wrongContent(
  texts: readonly { text: string; isCut: boolean }[],
  request: AnswerTo['request'],
): string | undefined {
  const schema = requestedSchema(request);
  if (schema === undefined) return undefined;
  for (const { text, isCut } of texts) {
    let value: unknown;
    try {
      value = jsonSchema.parse(JSON.parse(text));
    } catch {
      return isCut
        ? 'The JSON was truncated by the token limit. Shorten the output or raise max_tokens.'
        : 'The response is not valid JSON.';
    }
    const checked = checkedInTime(() => schema.safeParse(value));
    if (checked === undefined) return 'The JSON takes too long to match against its schema.';
    if (!checked.success)
      return `The JSON does not match its schema: ${firstIssue(checked.error)}.`;
  }
  return undefined;
}

function wrongVectors(
  data: readonly { embedding: readonly number[] }[],
  input: unknown,
): string | undefined {
  // One text, texts, one text's tokens, or texts' tokens.
  const isList = Array.isArray(input) && typeof input[0] !== 'number';
  const asked = isList ? input.length : 1;
  if (data.length !== asked)
    return `${asked} texts were sent, but ${data.length} vectors were returned.`;
  const lengths = new Set(data.map(({ embedding }) => embedding.length));
  return lengths.size === 1 ? undefined : 'The vectors have different lengths.';
}

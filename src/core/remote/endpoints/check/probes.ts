import type { FormData } from 'undici';
import { z } from 'zod';
import type { Capability, EndpointRole } from '../../../../contract/index.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { TypedRequest } from '../../protocol/typedRequest.ts';
import type {
  ChatCompletionLogProbs,
  ChatCompletionRequest,
  ChatCompletionResponse,
  ChatCompletionResponseChoice,
  ChatMessage,
  CompletionResponse,
  CompletionResponseChoice,
  CustomChatCompletionMessageParam,
  EmbeddingResponse,
  EmbeddingResponseData,
  RerankResponse,
  RerankResult,
  TranscriptionResponseVerbose,
} from '../../protocol/vllmTypes.ts';
import { greyClip, greyPicture, silence } from './probeMedia.ts';

/** One tiny call that shows whether a server can do something. */
export interface Probe {
  capability: Capability;
  request(model: string): TypedRequest | { path: '/v1/audio/transcriptions'; body: FormData };
  /** Reads the answer; throws when it does not show the capability. May tell the dimensions. */
  read(body: unknown): { dimensions?: number };
  /** What does not work without it. */
  without: string;
}

const messages = [{ role: 'user', content: 'Say ok.' }];
const short = { max_tokens: 8, temperature: 0 };
const okSchema = {
  type: 'object',
  properties: { ok: { type: 'boolean' } },
  required: ['ok'],
  additionalProperties: false,
};
const chatSchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullable() } satisfies Reading<ChatMessage>),
        logprobs: z
          .object({
            content: z.array(z.looseObject({})).min(1),
          } satisfies Reading<ChatCompletionLogProbs>)
          .nullish(),
      } satisfies Reading<ChatCompletionResponseChoice>),
    )
    .min(1),
} satisfies Reading<ChatCompletionResponse>);
const textSchema = z.object({
  choices: z
    .array(z.object({ text: z.string() } satisfies Reading<CompletionResponseChoice>))
    .min(1),
} satisfies Reading<CompletionResponse>);
const embeddingSchema = z.object({
  data: z
    .array(
      z.object({
        embedding: z.array(z.number()).min(1),
      } satisfies Reading<EmbeddingResponseData>),
    )
    .length(1),
} satisfies Reading<EmbeddingResponse>);
const transcriptSchema = z.object({
  text: z.string(),
  words: z.array(z.looseObject({})).nullish(),
} satisfies Reading<TranscriptionResponseVerbose>);
const rerankSchema = z.object({
  results: z
    .array(
      z.object({
        index: z.number().int(),
        relevance_score: z.number(),
      } satisfies Reading<RerankResult>),
    )
    .min(1),
} satisfies Reading<RerankResponse>);

const chat =
  (more: Partial<ChatCompletionRequest>) =>
  (model: string): TypedRequest => ({
    path: '/v1/chat/completions',
    body: { model, messages, ...short, ...more },
  });
/** One message that shows something and asks what it is. */
const shown = (
  part: Exclude<CustomChatCompletionMessageParam['content'], string | undefined>[number],
) =>
  chat({ messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, part] }] });
const read = (schema: z.ZodType) => (body: unknown) => {
  schema.parse(body);
  return {};
};

const probes: Record<Capability, Probe> = {
  chat: {
    capability: 'chat',
    request: chat({}),
    read: read(chatSchema),
    without: 'No chat completions: prompts are sent as plain text.',
  },
  completions: {
    capability: 'completions',
    request: (model) => ({
      path: '/v1/completions',
      body: { model, prompt: 'One, two,', ...short },
    }),
    read: read(textSchema),
    without: 'No text completions: batches of plain prompts cannot run.',
  },
  structuredOutput: {
    capability: 'structuredOutput',
    request: chat({
      max_tokens: 64,
      response_format: { type: 'json_schema', json_schema: { name: 'probe', schema: okSchema } },
    }),
    read: (body) => {
      const content = chatSchema.parse(body).choices[0]?.message.content ?? '';
      z.object({ ok: z.boolean() }).parse(JSON.parse(content));
      return {};
    },
    without: 'No structured output: more responses are rejected.',
  },
  logprobs: {
    capability: 'logprobs',
    request: chat({ logprobs: true, top_logprobs: 1 }),
    read: (body) => {
      z.array(z.unknown()).min(1).parse(chatSchema.parse(body).choices[0]?.logprobs?.content);
      return {};
    },
    without: 'No log probabilities in responses.',
  },
  priority: {
    capability: 'priority',
    request: chat({ priority: 1 }),
    read: read(chatSchema),
    without: 'No priorities: interactive requests wait behind batches.',
  },
  images: {
    capability: 'images',
    request: shown({ type: 'image_url', image_url: { url: greyPicture } }),
    read: read(chatSchema),
    without: 'No images: frames cannot be described.',
  },
  videos: {
    capability: 'videos',
    request: shown({ type: 'video_url', video_url: { url: greyClip } }),
    read: read(chatSchema),
    without: 'No video clips: send frames instead.',
  },
  embeddings: {
    capability: 'embeddings',
    request: (model) => ({ path: '/v1/embeddings', body: { model, input: ['a short text'] } }),
    read: (body) => {
      const [first] = embeddingSchema.parse(body).data;
      return { dimensions: first?.embedding.length ?? 0 };
    },
    without: 'No embeddings.',
  },
  transcription: {
    capability: 'transcription',
    request: (model) => ({ path: '/v1/audio/transcriptions', body: silence(model, 'json') }),
    read: read(transcriptSchema),
    without: 'No transcription.',
  },
  wordTimestamps: {
    capability: 'wordTimestamps',
    request: (model) => ({
      path: '/v1/audio/transcriptions',
      body: silence(model, 'verbose_json'),
    }),
    read: (body) => {
      z.array(z.unknown()).parse(transcriptSchema.parse(body).words);
      return {};
    },
    without: 'No word timestamps: transcripts have sentence timestamps only.',
  },
  rerank: {
    capability: 'rerank',
    request: (model) => ({
      path: '/v1/rerank',
      body: { model, query: 'saving money', documents: ['a cheap dinner', 'a violin'] },
    }),
    read: read(rerankSchema),
    without: 'No reranking.',
  },
};

/** A server without any of `needs` is unfit for its role; what else is tried may be missing. */
const ofRole: Record<EndpointRole, { needs: readonly Capability[]; uses: readonly Capability[] }> =
  {
    chat: { needs: ['chat', 'completions'], uses: ['structuredOutput', 'logprobs', 'priority'] },
    vision: { needs: ['images'], uses: ['videos', 'chat', 'structuredOutput', 'priority'] },
    embedding: { needs: ['embeddings'], uses: [] },
    transcription: { needs: ['transcription'], uses: ['wordTimestamps'] },
    rerank: { needs: ['rerank'], uses: [] },
  };

/** What is tried of a server of this role, in order. */
export function probesOf(role: EndpointRole): Probe[] {
  const { needs, uses } = ofRole[role];
  return [...needs, ...uses].map((capability) => probes[capability]);
}

/** Whether a server of this role must have this, or another that it needs. */
export function isNeeded(role: EndpointRole, capability: Capability): boolean {
  return ofRole[role].needs.includes(capability);
}

import { z } from 'zod';
import { AppError, toAppError } from '../../base/index.ts';
import { safeHeaders } from '../../host/index.ts';
import type {
  ChatMessage,
  Embedder,
  EngineView,
  GenerateRequest,
  GenerateResult,
  LanguageModel,
} from '../../inference/index.ts';
import {
  type AnswerHead,
  chatAnswer,
  chatChunk,
  newHead,
  textAnswer,
  textChunk,
  usageOf,
} from './answers.ts';
import { eventStream } from './eventStream.ts';
import { engineMetrics } from './metrics.ts';
import { errorOf, openAiError } from './openAiError.ts';
import {
  chatSchema,
  completionSchema,
  embeddingSchema,
  priorityOf,
  type Sampling,
  samplingOf,
} from './requestSchemas.ts';

export interface OpenAiParts {
  languageModel: LanguageModel;
  embedder: Embedder;
  engine: EngineView;
}

export type OpenAiRoutes = (request: Request) => Promise<Response>;

/**
 * The local models as OpenAI's API: `GET /v1/models`, `POST /v1/chat/completions`,
 * `/v1/completions`, `/v1/embeddings`; and `GET /metrics`. What is supported: docs/openai.md.
 * Whether the client may ask at all, and how large its request may be, is for the host to decide.
 */
export function createOpenAiRoutes(parts: OpenAiParts): OpenAiRoutes {
  return async (request) => {
    try {
      const { pathname } = new URL(request.url);
      switch (`${request.method} ${pathname}`) {
        case 'GET /v1/models':
          return json(await models(parts));
        case 'POST /v1/chat/completions':
          return await chat(parts, request);
        case 'POST /v1/completions':
          return await completions(parts, request);
        case 'POST /v1/embeddings':
          return json(await embeddings(parts, request));
        case 'GET /metrics':
          return await metrics(parts);
        default:
          return errorOf(404, `There is no ${request.method} ${pathname}.`, 'not_found');
      }
    } catch (error) {
      return openAiError(error);
    }
  };
}

async function chat(parts: OpenAiParts, request: Request): Promise<Response> {
  const given = await read(request, chatSchema);
  const maxTokens = given.max_completion_tokens ?? given.max_tokens;
  const generate: GenerateRequest = {
    ...samplingOf(given, maxTokens),
    prompt: given.messages.map(toMessage),
    ...(given.logprobs === true && { logprobs: given.top_logprobs ?? 0 }),
  };
  const head = newHead('chatcmpl', await modelName(parts.languageModel, given.model));
  if (given.stream !== true) {
    const results = await answers(parts, request, given, [generate]);
    return json(chatAnswer(head, results));
  }
  return stream(parts, request, given, generate, {
    head,
    text: (text) => chatChunk(head, { role: 'assistant', content: text }, null),
    end: ({ finish }) => chatChunk(head, {}, finish),
    object: 'chat.completion.chunk',
  });
}

async function completions(parts: OpenAiParts, request: Request): Promise<Response> {
  const given = await read(request, completionSchema);
  const prompts = typeof given.prompt === 'string' ? [given.prompt] : given.prompt;
  const requests = prompts.map(
    (prompt): GenerateRequest => ({
      ...samplingOf(given, given.max_tokens),
      prompt,
      ...(typeof given.logprobs === 'number' && { logprobs: given.logprobs }),
    }),
  );
  const head = newHead('cmpl', await modelName(parts.languageModel, given.model));
  const [first, ...others] = requests;
  if (given.stream !== true || first === undefined) {
    return json(textAnswer(head, await answers(parts, request, given, requests)));
  }
  if (others.length > 0) throw invalid('A stream supports only one prompt.');
  return stream(parts, request, given, first, {
    head,
    text: (text) => textChunk(head, text, null),
    end: ({ finish }) => textChunk(head, '', finish),
    object: 'text_completion',
  });
}

/** All at once: what the prompts have in common is computed once. */
function answers(
  { languageModel }: OpenAiParts,
  { signal }: Request,
  given: Sampling,
  requests: readonly GenerateRequest[],
): Promise<GenerateResult[]> {
  const choices = Array.from({ length: given.n ?? 1 }, (_, index) => index);
  return Promise.all(
    requests.flatMap((request) =>
      choices.map((choice) => {
        const seed = request.seed === undefined ? {} : { seed: request.seed + choice };
        const control = { signal, priority: priorityOf(given) };
        return languageModel.generate({ ...request, ...seed }, control);
      }),
    ),
  );
}

interface StreamFormat {
  head: AnswerHead;
  text(text: string): unknown;
  end(result: GenerateResult): unknown;
  object: string;
}

function stream(
  { languageModel }: OpenAiParts,
  request: Request,
  given: Sampling,
  generate: GenerateRequest,
  format: StreamFormat,
): Response {
  if ((given.n ?? 1) > 1) throw invalid('A stream supports only one completion: omit n.');
  return eventStream(request, {
    run: async ({ signal, emit }) => {
      const control = { signal, onText: emit, priority: priorityOf(given) };
      const result = await languageModel.generate(generate, control);
      const usage = {
        ...format.head,
        object: format.object,
        choices: [],
        usage: usageOf([result]),
      };
      const withUsage = given.stream_options?.include_usage === true;
      return [format.end(result), ...(withUsage ? [usage] : [])];
    },
    textEvent: (text) => format.text(text),
    errorEvent: (error) => {
      const { code, message } = toAppError(error);
      return { error: { message, type: 'server_error', param: null, code } };
    },
  });
}

async function embeddings({ embedder }: OpenAiParts, request: Request) {
  const { model, input, encoding_format: encoding } = await read(request, embeddingSchema);
  const name = await modelName(embedder, model);
  const texts = typeof input === 'string' ? [input] : input;
  let tokens = 0;
  const vectors = await embedder.embed(texts, {
    signal: request.signal,
    onTokens: (count) => {
      tokens = count;
    },
  });
  return {
    object: 'list',
    model: name,
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? base64Of(vector) : [...vector],
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

async function models({ languageModel, embedder }: OpenAiParts) {
  const installed = await Promise.all(
    [languageModel, embedder].map((source) => source.model().catch(() => undefined)),
  );
  const data = installed
    .filter((model) => model !== undefined)
    .map(({ id }) => ({ id, object: 'model', created: 0, owned_by: 'trendroom' }));
  return { object: 'list', data };
}

async function metrics({ engine }: OpenAiParts): Promise<Response> {
  return new Response(engineMetrics(await engine.stats()), {
    headers: { ...safeHeaders, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  });
}

/** The installed model's id, when it is the one asked for. Error: `model.unknown`. */
async function modelName(source: Pick<LanguageModel, 'model'>, asked: string): Promise<string> {
  const { id } = await source.model();
  if (asked === 'default' || asked === id) return id;
  throw new AppError('model.unknown', `The model ${asked} is not loaded; ${id} is.`);
}

async function read<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const body: unknown = await request.json().catch(() => {
    throw invalid('The request is not valid JSON.');
  });
  const given = schema.safeParse(body);
  if (!given.success) throw invalid(z.prettifyError(given.error));
  return given.data;
}

function toMessage({ role, content }: z.infer<typeof chatSchema>['messages'][number]): ChatMessage {
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('');
  return { role: role === 'developer' ? 'system' : role, content: text };
}

function base64Of({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function json(body: unknown): Response {
  return Response.json(body, { headers: { ...safeHeaders, 'cache-control': 'no-store' } });
}

function invalid(message: string): AppError {
  return new AppError('usage.invalid', message);
}

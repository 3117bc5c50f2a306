import { safeHeaders } from '../../host/index.ts';
import { json } from './answers/answerAll.ts';
import { engineMetrics } from './metrics.ts';
import { errorOf, openAiError } from './openAiError.ts';
import { answerChat } from './routes/answerChat.ts';
import { answerCompletions } from './routes/answerCompletions.ts';
import { answerEmbeddings } from './routes/answerEmbeddings.ts';
import { answerResponses } from './routes/answerResponses.ts';
import { answerDetokenize, answerTokenize } from './routes/answerTokens.ts';
import { listModels, retrieveModel } from './routes/models.ts';
import type { OpenAiParts } from './routes/openAiParts.ts';

export type OpenAiRoutes = (request: Request) => Promise<Response>;

const modelPath = /^GET \/v1\/models\/([^/]+)$/;

/**
 * The local models as OpenAI's API: `/v1/models`, `/v1/chat/completions`, `/v1/completions`,
 * `/v1/responses`, `/v1/embeddings`; and vLLM's `/tokenize`, `/detokenize` and `/metrics`. What is
 * supported: docs/openai.md. Whether the client may ask at all, and how large its request may be,
 * is for the host to decide.
 */
export function createOpenAiRoutes(parts: OpenAiParts): OpenAiRoutes {
  return async (request) => {
    try {
      const { pathname } = new URL(request.url);
      const asked = `${request.method} ${pathname}`;
      const [, model] = modelPath.exec(asked) ?? [];
      if (model !== undefined) return json(await retrieveModel(parts, decodeURIComponent(model)));
      switch (asked) {
        case 'GET /v1/models':
          return json(await listModels(parts));
        case 'POST /v1/chat/completions':
          return await answerChat(parts, request);
        case 'POST /v1/completions':
          return await answerCompletions(parts, request);
        case 'POST /v1/responses':
          return await answerResponses(parts, request);
        case 'POST /v1/embeddings':
          return json(await answerEmbeddings(parts, request));
        case 'POST /tokenize':
          return json(await answerTokenize(parts, request));
        case 'POST /detokenize':
          return json(await answerDetokenize(parts, request));
        case 'GET /metrics':
          return await metrics(parts);
        default:
          return errorOf({ status: 404, message: `There is no ${asked}.`, code: 'not_found' });
      }
    } catch (error) {
      return openAiError(error);
    }
  };
}

async function metrics({ engine, waiting }: OpenAiParts): Promise<Response> {
  return new Response(engineMetrics(await engine.stats(), waiting?.counts), {
    headers: { ...safeHeaders, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
  });
}

import { answerStream, answerWhole } from '../answers/answerAll.ts';
import { chatFormat } from '../answers/chatAnswer.ts';
import { newHead } from '../answers/usage.ts';
import { chatRequest, chatSchema } from '../requests/chatRequest.ts';
import { userOf } from '../requests/fields.ts';
import { readRequest } from '../requests/readRequest.ts';
import { priorityOf } from '../requests/samplingSchema.ts';
import { wantsUsage } from '../requests/streaming.ts';
import { modelName } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

/** `POST /v1/chat/completions`. */
export async function answerChat(
  { languageModel, waiting }: OpenAiParts,
  request: Request,
): Promise<Response> {
  const given = await readRequest(request, chatSchema);
  const withUsage = wantsUsage(given);
  const generate = chatRequest(given);
  const head = newHead('chatcmpl', await modelName(languageModel, given.model));
  const options = {
    ...{ languageModel, waiting, signal: request.signal, requests: [generate], n: given.n ?? 1 },
    priority: priorityOf(given),
    user: userOf(given),
    format: chatFormat({ head, withUsage, hasTools: generate.tools !== undefined }),
  };
  return given.stream === true ? answerStream(options) : answerWhole(options);
}

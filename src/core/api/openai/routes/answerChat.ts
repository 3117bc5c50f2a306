import { answerStream, answerWhole } from '../answers/answerAll.ts';
import { chatFormat } from '../answers/chatAnswer.ts';
import { newHead } from '../answers/usage.ts';
import { chatRequest, chatSchema } from '../requests/chatRequest.ts';
import { userOf } from '../requests/fields.ts';
import { readRequest } from '../requests/readRequest.ts';
import { priorityOf } from '../requests/samplingSchema.ts';
import { wantsUsage } from '../requests/streaming.ts';
import { writerNamed } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

/** `POST /v1/chat/completions`. */
export async function answerChat(parts: OpenAiParts, request: Request): Promise<Response> {
  const given = await readRequest(request, chatSchema);
  const withUsage = wantsUsage(given);
  const { languageModel, waiting } = parts;
  const { name, ...writer } = await writerNamed(parts, given.model);
  const generate = { ...chatRequest(given), ...writer };
  const head = newHead('chatcmpl', name);
  const options = {
    ...{ languageModel, waiting, signal: request.signal, requests: [generate], n: given.n ?? 1 },
    priority: priorityOf(given),
    user: userOf(given),
    format: chatFormat({ head, withUsage, hasTools: generate.tools !== undefined }),
  };
  return given.stream === true ? answerStream(options) : answerWhole(options);
}

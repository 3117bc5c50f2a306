import { answerStream, answerWhole } from '../answers/answerAll.ts';
import { describeError } from '../openAiError.ts';
import { userOf } from '../requests/fields.ts';
import { readRequest } from '../requests/readRequest.ts';
import { responseFormat } from '../responses/responseFormat.ts';
import { responseRequest } from '../responses/responseRequest.ts';
import { responseSchema } from '../responses/responseSchema.ts';
import { writerNamed } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

/** `POST /v1/responses`, in its basic form. */
export async function answerResponses(parts: OpenAiParts, request: Request): Promise<Response> {
  const given = await readRequest(request, responseSchema);
  const { languageModel, waiting } = parts;
  const asked = responseRequest(given);
  const { name: model, ...writer } = await writerNamed(parts, given.model);
  const generate = { ...asked, ...writer };
  const format = responseFormat(given, model, generate.tools !== undefined);
  const options = {
    ...{ languageModel, waiting, signal: request.signal, requests: [generate], n: 1, format },
    priority: 'interactive' as const,
    user: userOf(given),
  };
  if (given.stream !== true) return answerWhole(options);
  return answerStream(options, {
    nameOf: (event) => nameOf(event),
    errorEvent: (error) => {
      const { code, message, param = null } = describeError(error);
      return format.events.next('error', { code, message, param });
    },
  });
}

/** A stream of responses names its events by their type. */
function nameOf(event: unknown): string | undefined {
  const isNamed = typeof event === 'object' && event !== null && 'type' in event;
  return isNamed ? String(event.type) : undefined;
}

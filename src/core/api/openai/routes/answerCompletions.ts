import type { GenerateRequest, LanguageModel } from '../../../inference/index.ts';
import { answerStream, answerWhole } from '../answers/answerAll.ts';
import { textFormat } from '../answers/textAnswer.ts';
import { newHead } from '../answers/usage.ts';
import { ParameterError } from '../openAiError.ts';
import { completionRequests, completionSchema } from '../requests/completionRequest.ts';
import { userOf } from '../requests/fields.ts';
import { readRequest } from '../requests/readRequest.ts';
import { priorityOf } from '../requests/samplingSchema.ts';
import { wantsUsage } from '../requests/streaming.ts';
import { writerNamed } from './models.ts';
import type { OpenAiParts } from './openAiParts.ts';

const maxAnswers = 256;

/** `POST /v1/completions`. */
export async function answerCompletions(parts: OpenAiParts, request: Request): Promise<Response> {
  const given = await readRequest(request, completionSchema);
  const withUsage = wantsUsage(given);
  const { languageModel, waiting } = parts;
  const asked = completionRequests(given);
  const n = given.n ?? 1;
  if (asked.length * n > maxAnswers) {
    throw new ParameterError('n', `A request gets at most ${maxAnswers} answers.`);
  }
  const { name, ...writer } = await writerNamed(parts, given.model);
  const requests = asked.map((each) => ({ ...each, ...writer }));
  const head = newHead('cmpl', name);
  const isStream = given.stream === true;
  const echoed =
    isStream && given.echo === true ? await textsOf(languageModel, requests, n) : undefined;
  const options = {
    ...{ languageModel, waiting, signal: request.signal, requests, n, priority: priorityOf(given) },
    user: userOf(given),
    format: textFormat({ head, withUsage, echoed }),
  };
  return isStream ? answerStream(options) : answerWhole(options);
}

/** The prompt of each answer. */
async function textsOf(
  languageModel: LanguageModel,
  requests: readonly GenerateRequest[],
  n: number,
): Promise<string[]> {
  const texts = await Promise.all(
    requests.map(async ({ prompt }) => {
      if (typeof prompt === 'string') return prompt;
      return 'tokens' in prompt ? languageModel.detokenize(prompt.tokens) : '';
    }),
  );
  return texts.flatMap((text) => Array.from({ length: n }, () => text));
}

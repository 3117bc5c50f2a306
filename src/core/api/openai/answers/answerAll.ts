import { toOpenAiError } from '../../../../contract/index.ts';
import { safeHeaders } from '../../../host/index.ts';
import type {
  CallControl,
  GenerateRequest,
  GenerateResult,
  LanguageModel,
} from '../../../inference/index.ts';
import type { WaitingPlace, WaitingRequests } from '../admission/waitingRequests.ts';
import { describeError } from '../openAiError.ts';
import type { AnswerFormat } from './answerFormat.ts';
import { EventStream } from './eventStream.ts';

export interface AnswerOptions {
  languageModel: LanguageModel;
  waiting: WaitingRequests | undefined;
  /** Of the client, which may go away. */
  signal: AbortSignal;
  /** One for each prompt. */
  requests: readonly GenerateRequest[];
  /** How many answers each prompt gets. */
  n: number;
  priority: NonNullable<CallControl['priority']>;
  user: string;
  format: AnswerFormat;
}

/** All answers in one response. Error: RateLimitError. */
export async function answerWhole(options: AnswerOptions): Promise<Response> {
  const { languageModel, signal, priority, user, format, n } = options;
  const results = await Promise.all(
    eachAnswer(options).map(({ request, place }) =>
      languageModel
        .generate(request, { signal, priority, user, onStarted: place?.start })
        .finally(place?.leave),
    ),
  );
  return json(format.whole(results, n));
}

export interface StreamForm {
  nameOf?(event: unknown): string | undefined;
  errorEvent?(error: unknown): unknown;
  last?: string | undefined;
}

const usualForm = {
  errorEvent: (error: unknown): unknown => toOpenAiError(describeError(error)),
  last: '[DONE]',
};

/**
 * The answers as a stream. It begins when the engine has taken every request, so that what is wrong
 * with one is still an error of its own. Error: RateLimitError.
 */
export async function answerStream(
  options: AnswerOptions,
  form: StreamForm = usualForm,
): Promise<Response> {
  const { languageModel, signal, priority, user, format, n } = options;
  const left = new AbortController();
  const control = { signal: AbortSignal.any([signal, left.signal]), priority, user };
  const stream = new EventStream(format);
  const answers = eachAnswer(options);
  const accepted = answers.map(() => Promise.withResolvers<void>());
  const work = answers.map(async ({ request, place }, index): Promise<GenerateResult> => {
    const generated = languageModel.generate(request, {
      ...control,
      onStarted: place?.start,
      onAccepted: () => accepted[index]?.resolve(),
      onText: (text, logprobs) => {
        accepted[index]?.resolve();
        stream.gain(index, { text, logprobs });
      },
    });
    const result = await generated.finally(place?.leave);
    accepted[index]?.resolve();
    stream.end(index, result);
    return result;
  });
  const results = Promise.all(work);
  // One that fails takes the others along.
  const finished = results
    .then((all) => format.finish(all, n))
    .catch((error: unknown) => {
      left.abort();
      throw error;
    });
  await Promise.race([Promise.all(accepted.map(({ promise }) => promise)), finished]);
  return stream.response({
    ...{ format, finished, answers: answers.length, onCancel: () => left.abort() },
    ...{ errorEvent: form.errorEvent ?? usualForm.errorEvent, last: form.last },
    ...(form.nameOf !== undefined && { nameOf: form.nameOf }),
  });
}

interface WantedAnswer {
  request: GenerateRequest;
  place: WaitingPlace | undefined;
}

/** What prompts have in common is computed once. Each answer draws, and waits, by itself. */
function eachAnswer({ requests, n, user, waiting }: AnswerOptions): WantedAnswer[] {
  const places = waiting?.enter(user, requests.length * n);
  const choices = Array.from({ length: n }, (_, choice) => choice);
  const drawn = requests.flatMap((request) =>
    choices.map((choice) =>
      request.seed === undefined ? request : { ...request, seed: request.seed + choice },
    ),
  );
  return drawn.map((request, index) => ({ request, place: places?.[index] }));
}

export function json(body: unknown): Response {
  return Response.json(body, { headers: { ...safeHeaders, 'cache-control': 'no-store' } });
}

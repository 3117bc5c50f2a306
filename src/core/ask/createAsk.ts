import type { Answer, AnswerId, AskEvent, AskRequest, AskThread } from '../../contract/index.ts';
import { AsyncQueue, toAppError } from '../base/index.ts';
import { type AskTools, answerQuestion } from './answerQuestion.ts';
import { AnswerRepository } from './answerRepository.ts';

export interface Ask {
  /**
   * Events of one question: `started`, what is worked `on`, the `plan`, each `sentence` as it passes,
   * and the `answer` as it is stored. Leaving the loop cancels, and nothing is stored.
   * Errors: `answer.notFound`, `job.cancelled`; of a model that the request names also
   * `model.unknown`, `model.unsupported`.
   */
  ask(request: AskRequest, control?: { signal?: AbortSignal }): AsyncIterable<AskEvent>;
  threads(limit: number): AskThread[];
  /** Errors: `answer.notFound`. */
  thread(threadId: AnswerId): Answer[];
  /** Errors: `answer.notFound`. */
  remove(threadId: AnswerId): { removedAnswers: number };
}

/** Questions about the library, answered from it alone. */
export function createAsk(tools: AskTools): Ask {
  const repository = new AnswerRepository(tools.library);
  return {
    ask: (request, { signal } = {}) => eventsOf(request, tools, signal),
    threads: (limit) => repository.threads(limit),
    thread: (threadId) => repository.thread(threadId),
    remove: (threadId) => repository.remove(threadId),
  };
}

async function* eventsOf(
  request: AskRequest,
  tools: AskTools,
  signal: AbortSignal | undefined,
): AsyncGenerator<AskEvent, void, undefined> {
  const left = new AbortController();
  const either = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
  const events = new AsyncQueue<AskEvent>();
  const answering = answerQuestion(request, tools, {
    signal: either,
    emit: (event) => events.push(event),
  }).then(
    () => events.end(),
    (error: unknown) => events.fail(toAppError(error)),
  );
  try {
    yield* events;
  } finally {
    left.abort();
    await answering;
  }
}

import type { Ask } from '../ask/index.ts';
import { api, stream } from './implementer.ts';

/** Questions about the library, and the conversations before. */
export function askHandlers(ask: Ask) {
  return {
    ask: api.ask.ask.handler(({ input, signal }) =>
      stream(ask.ask(input, signal === undefined ? {} : { signal })),
    ),
    threads: api.ask.threads.handler(({ input }) => ({ threads: ask.threads(input.limit) })),
    thread: api.ask.thread.handler(({ input }) => ({ answers: ask.thread(input.threadId) })),
    remove: api.ask.remove.handler(({ input }) => ask.remove(input.threadId)),
  };
}

import { toAppError } from '../base/index.ts';
import type { Calls, FromWorker, ToWorker } from './protocol.ts';

export interface HandlerContext<Event> {
  signal: AbortSignal;
  emit(event: Event): void;
}

export type Handlers<WorkerCalls extends Calls> = {
  [Name in keyof WorkerCalls]: (
    input: WorkerCalls[Name]['input'],
    context: HandlerContext<WorkerCalls[Name]['event']>,
  ) => Promise<WorkerCalls[Name]['output']>;
};

/** The two ends a process may hang on: Node's fork, or Electron's utilityProcess. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/**
 * Serves a worker's calls to the parent process. Ends the process when the parent goes away,
 * so that killing the app never leaves a helper behind.
 */
export function serveWorker<WorkerCalls extends Calls>(handlers: Handlers<WorkerCalls>): void {
  const running = new Map<number, AbortController>();
  const reply = connect((message) => {
    if (message.type === 'ping') {
      reply({ type: 'pong' });
      return;
    }
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, name, input } = message;
    const controller = new AbortController();
    running.set(id, controller);
    const context = {
      signal: controller.signal,
      emit: (event: unknown) => reply({ type: 'event', id, event }),
    };
    answer(handlers, name, input, context)
      .then(
        (output) => reply({ type: 'done', id, output }),
        (error: unknown) => {
          const { code, message: text } = toAppError(error);
          reply({ type: 'failed', id, code, message: text });
        },
      )
      .finally(() => running.delete(id));
  });
}

async function answer<WorkerCalls extends Calls>(
  handlers: Handlers<WorkerCalls>,
  name: string,
  input: unknown,
  context: HandlerContext<unknown>,
): Promise<unknown> {
  if (!Object.hasOwn(handlers, name)) throw new Error(`The worker has no call "${name}".`);
  return handlers[name as keyof WorkerCalls](input, context);
}

function connect(onMessage: (message: ToWorker) => void): (message: FromWorker) => void {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    parentPort.on('message', ({ data }) => onMessage(data as ToWorker));
    return (message) => parentPort.postMessage(message);
  }
  process.on('message', (message) => onMessage(message as ToWorker));
  process.on('disconnect', () => process.exit(0));
  return (message) => {
    if (process.connected) process.send?.(message);
  };
}

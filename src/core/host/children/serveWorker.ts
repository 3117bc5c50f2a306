import { toAppError } from '../../base/index.ts';
import { isUtilityProcess, type LinkPort, linkToParent } from '../coreProcess/link.ts';
import { Outbox } from '../coreProcess/outbox.ts';
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
  const parent = linkToParent();
  if (!isUtilityProcess()) {
    parent.onMessage((message) => onMessage(message as ToWorker));
    const outbox = new Outbox<FromWorker>((messages) => parent.send(messages));
    return (message) => outbox.add(message);
  }
  // Electron's main started this process for the core: it sends the port to the core first.
  let core: LinkPort | undefined;
  parent.onMessage((_message, [port]) => {
    core = port;
    port?.on('message', (event) => onMessage(event?.data as ToWorker));
    port?.on('close', () => process.exit(0));
    port?.start();
  });
  const outbox = new Outbox<FromWorker>((messages) => core?.postMessage(messages));
  return (message) => outbox.add(message);
}

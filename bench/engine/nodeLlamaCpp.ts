import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type BenchOutcome, type Contestant, submitAll } from './contestant.ts';

const childFile = fileURLToPath(new URL('./nodeLlamaCppChild.ts', import.meta.url));

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('token'), id: z.number() }),
  z.object({
    type: z.literal('end'),
    id: z.number(),
    promptTokens: z.number(),
    completionTokens: z.number(),
  }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);
type ChildMessage = z.infer<typeof messageSchema>;

/** node-llama-cpp with 16 sequences in one context, in a process of its own. */
export function createNodeLlamaCpp(modelPath: string): Contestant {
  let child: ChildProcess | undefined;
  let nextId = 0;
  const listeners = new Set<(message: ChildMessage) => void>();

  const send = (message: object): void => {
    if (child === undefined) throw new Error('node-llama-cpp is not started.');
    child.send(message);
  };
  const answer = <T>(pick: (message: ChildMessage) => T | undefined, ask: () => void): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = (message: ChildMessage): void => {
        if (message.type === 'failed') {
          listeners.delete(listener);
          reject(new Error(`node-llama-cpp: ${message.message}`));
          return;
        }
        const picked = pick(message);
        if (picked === undefined) return;
        listeners.delete(listener);
        resolve(picked);
      };
      listeners.add(listener);
      ask();
    });
  const tell = (message: ChildMessage): void => {
    for (const listener of [...listeners]) listener(message);
  };
  const reset = async (): Promise<void> => {
    await answer(
      ({ type }) => type === 'ready' || undefined,
      () => send({ type: 'reset' }),
    );
  };

  return {
    name: 'node-llama-cpp',
    start: async () => {
      child = fork(childFile, [modelPath], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child.on('message', (message) => tell(messageSchema.parse(message)));
      child.on('exit', () => tell({ type: 'failed', message: 'its process ended.' }));
      await reset();
    },
    reset,
    generate: (requests, { onText } = {}) =>
      submitAll(requests, async ({ prompt, maxTokens }, index): Promise<BenchOutcome> => {
        const id = nextId++;
        const submittedAtMs = performance.now();
        let firstTokenAtMs: number | undefined;
        const pick = (message: ChildMessage): BenchOutcome | undefined => {
          if ((message.type !== 'token' && message.type !== 'end') || message.id !== id) return;
          const nowMs = performance.now();
          firstTokenAtMs ??= nowMs;
          if (message.type === 'token') return void onText?.(index);
          const { promptTokens, completionTokens } = message;
          return {
            promptTokens,
            completionTokens,
            submittedAtMs,
            firstTokenAtMs,
            endedAtMs: nowMs,
          };
        };
        return answer(pick, () => send({ type: 'generate', id, prompt, maxTokens }));
      }),
    stop: async () => {
      if (child === undefined || child.exitCode !== null) return;
      listeners.clear();
      const ended = once(child, 'exit');
      child.kill();
      await ended;
      child = undefined;
    },
  };
}

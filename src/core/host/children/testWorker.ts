import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../base/index.ts';
import type { Call } from './protocol.ts';
import { serveWorker } from './serveWorker.ts';

/** The calls of the worker that workerClient.processes.test.ts runs in a real child process. */
export type TestCalls = {
  double: Call<{ values: Float32Array }, Float32Array, { step: number }>;
  refuse: Call<null, null>;
  waitForCancel: Call<null, null>;
  ignoreCancel: Call<{ ms: number }, null>;
  blockFor: Call<{ ms: number }, null>;
  blockForever: Call<null, null>;
};

serveWorker<TestCalls>({
  double: async ({ values }, { emit }) => {
    emit({ step: 1 });
    return values.map((value) => value * 2);
  },
  refuse: async () => {
    throw new AppError('input.empty', 'nothing in it');
  },
  waitForCancel: (_input, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    }),
  ignoreCancel: async ({ ms }) => {
    await sleep(ms);
    return null;
  },
  blockFor: async ({ ms }) => {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs) Math.random();
    return null;
  },
  blockForever: async () => {
    while (true) Math.random();
  },
});

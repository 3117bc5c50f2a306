import { AppError } from '../base/index.ts';
import type { Call } from './protocol.ts';
import { serveWorker } from './serveWorker.ts';

/** The calls of the worker that workerClient.test.ts runs in a real child process. */
export type TestCalls = {
  double: Call<{ values: Float32Array }, Float32Array, { step: number }>;
  refuse: Call<null, null>;
  waitForCancel: Call<null, null>;
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
  blockForever: async () => {
    while (true) Math.random();
  },
});

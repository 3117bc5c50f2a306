import { AppError } from '../../../src/core/base/index.ts';
import type { Call } from '../../../src/core/host/children/protocol.ts';
import { WorkerClient } from '../../../src/core/host/children/workerClient.ts';
import { childDouble } from '../../../src/core/host/testing/childDouble.ts';
import { expectThat, type FuzzTarget } from '../fuzzTarget.ts';

type AnyCalls = { probe: Call<null, unknown, unknown> };

/** What a helper process sends, one message a line: a library that was overrun sends what it likes. */
export const target: FuzzTarget = {
  name: 'messages',
  codes: [],
  words: [
    'type',
    'event',
    'done',
    'failed',
    'pong',
    'code',
    'message',
    'id',
    'output',
    '__proto__',
  ],
  run: async (input) => {
    const { child, tell, end } = childDouble();
    const client = new WorkerClient<AnyCalls>({ start: () => child }, 'media');
    const answer = client.call('probe', null, { onEvent: () => {} });
    // A listener that throws would end the core.
    for (const line of input.toString().split('\n')) tell(parsed(line));
    end('the input is over');
    await answer.catch((error: unknown) => {
      expectThat(error instanceof AppError && typeof error.message === 'string', 'it has a code');
    });
  },
};

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

import { expect, test } from 'vitest';
import { childDouble } from '../testing/childDouble.ts';
import type { Call } from './protocol.ts';
import { WorkerClient } from './workerClient.ts';

type Calls = { probe: Call<null, { text: string }, { at: number }> };

/** A process that says what the test has it say. */
function fakeChild() {
  const { child, tell } = childDouble();
  const client = new WorkerClient<Calls>({ start: () => child }, 'media');
  return { client, tell };
}

test.each([
  null,
  'done',
  { type: 'pong' },
  [{ type: 'done' }],
  [{ type: 'pong' }, { type: 'failed', id: 1, code: 'input.empty', message: null }],
  [{ type: 'other', id: 1 }],
])('a process that sends %j is ended, and its call fails', async (message) => {
  const { client, tell } = fakeChild();
  const answer = client.call('probe', null);
  expect(() => tell(message)).not.toThrow();
  await expect(answer).rejects.toMatchObject({ code: 'worker.crashed' });
});

test('an event that nobody can read fails its call and nothing else', async () => {
  const { client, tell } = fakeChild();
  const answer = client.call('probe', null, { onEvent: ({ at }) => void at.toFixed(1) });
  expect(() => tell([{ type: 'event', id: 1, event: null }])).not.toThrow();
  await expect(answer).rejects.toMatchObject({ code: 'worker.failed' });
});

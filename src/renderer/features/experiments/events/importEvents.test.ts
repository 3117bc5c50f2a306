import { expect, test } from 'vitest';
import { importEvents, mostLineCharacters, nothingAdded } from './importEvents.ts';

const { signal } = new AbortController();

function streamOf(parts: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
}

async function imported(parts: readonly string[]) {
  const batches: unknown[][] = [];
  const progress: number[] = [];
  const answer = await importEvents(
    streamOf(parts),
    (events) => {
      batches.push(events);
      return Promise.resolve({
        ...{ ...nothingAdded, added: events.length - 1, rejected: 1 },
        rejects: [{ index: events.length - 1, message: 'wrong' }],
      });
    },
    { signal, onProgress: (sent) => progress.push(sent) },
  );
  return { batches, progress, answer };
}

test('lines that are cut anywhere are whole events, in batches that may be sent', async () => {
  const lines = Array.from({ length: 2_001 }, (_, at) => `{"id":"é${at}"}`);
  const bytes = lines.join('\r\n');
  const { batches, progress, answer } = await imported([bytes.slice(0, 7), bytes.slice(7)]);
  expect(batches.map(({ length }) => length)).toEqual([2_000, 1]);
  expect(batches.flat()).toEqual(lines.map((line) => JSON.parse(line)));
  expect(progress).toEqual([2_000, 2_001]);
  expect(answer).toMatchObject({ added: 1_999, rejected: 2 });
  // The index is the event's in the file, not in its batch.
  expect(answer.rejects.map(({ index }) => index)).toEqual([1_999, 2_000]);
});

test('what is not JSON is handed on as its text, empty lines are nothing', async () => {
  const { batches } = await imported(['\n\nhello\n', '{"id":1}\n']);
  expect(batches).toEqual([['hello', { id: 1 }]]);
});

test('a line without an end is refused before it fills the memory', async () => {
  const endless = 'x'.repeat(mostLineCharacters / 2 + 1);
  await expect(imported([endless, endless])).rejects.toThrow(RangeError);
});

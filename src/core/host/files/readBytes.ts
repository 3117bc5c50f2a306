import { openInputFile } from '../../base/index.ts';

const chunkBytes = 256 * 1024;

/**
 * Bytes of a file as a stream that reads only when it is read from, so that a slow client holds
 * no memory. The file is opened with the first read and closed at the end, on an error, and when
 * the client goes away. A file that became shorter ends the stream with an error.
 */
export function readBytes(
  path: string,
  range: { first: number; last: number },
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const source = chunks(path, range);
  return new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await source.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      // Waits for a read that is under way, then closes the file.
      cancel: async () => void (await source.return()),
    },
    { highWaterMark: 0 },
  );
}

async function* chunks(
  path: string,
  { first, last }: { first: number; last: number },
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  await using file = await openInputFile(path);
  let position = first;
  while (position <= last) {
    const length = Math.min(chunkBytes, last - position + 1);
    const { bytesRead, buffer } = await file.handle.read(
      new Uint8Array(length),
      0,
      length,
      position,
    );
    if (bytesRead === 0) throw new Error('The file is truncated.');
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

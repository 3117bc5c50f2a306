import { Readable } from 'node:stream';

/** A stream of the web as one of Node. */
export function readableOf(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.from(partsOf(stream), { objectMode: false });
}

async function* partsOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // Of a reader that gives up early; the source ends with it.
    await reader.cancel().catch(() => {});
  }
}

/** A stream of Node's bytes as one of the web, whose parts are plain byte arrays. */
export function webStreamOf(source: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await iterator.next();
      if (done === true) return controller.close();
      if (!Buffer.isBuffer(value)) throw new TypeError('A backup is made of bytes.');
      controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

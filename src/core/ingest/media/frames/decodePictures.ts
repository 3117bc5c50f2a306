import { setImmediate as nextTurn } from 'node:timers/promises';
import { Decoder, type Demuxer } from 'node-av/api';
import { Frame, type Stream } from 'node-av/lib';
import { AppError } from '../../../base/index.ts';
import { decodeLimits } from '../decodeLimits.ts';

/** So often other messages (cancel) are listened to. */
const turnEveryMs = 50;

/**
 * The frames of a stream in the order they are shown; what cannot be decoded is passed over.
 * A frame is the reader's to free. Decoding is called synchronously: the codec's own threads do
 * the work, and a promise for each packet costs a fifth of the time.
 * Errors: `input.unsupported` when there is no decoder, `job.cancelled`.
 */
export async function* decodePictures(
  input: Demuxer,
  stream: Stream,
  signal?: AbortSignal,
): AsyncGenerator<Frame, void, undefined> {
  using decoder = await openDecoder(stream);
  let turnedAtMs = performance.now();
  for await (const packet of input.packets(stream.index)) {
    using owned = packet;
    signal?.throwIfAborted();
    decoder.decodeSync(owned);
    yield* received(decoder);
    if (performance.now() - turnedAtMs > turnEveryMs) {
      await nextTurn();
      turnedAtMs = performance.now();
    }
  }
}

function* received(decoder: Decoder): Generator<Frame, void, undefined> {
  for (let frame = decoder.receiveSync(); frame instanceof Frame; frame = decoder.receiveSync()) {
    yield frame;
  }
}

/** Errors: `input.unsupported`. */
export async function openDecoder(stream: Stream): Promise<Decoder> {
  try {
    // Each thread holds frames of its own: at 8K two of them are enough memory.
    return await Decoder.create(stream, {
      threadCount: 2,
      exitOnError: false,
      // Refused by the codec itself, before it takes the memory.
      options: { max_pixels: `${decodeLimits.picturePixels}` },
    });
  } catch (error) {
    const what = `Stream ${stream.index} is in a format without a decoder.`;
    throw new AppError('input.unsupported', what, { cause: error });
  }
}

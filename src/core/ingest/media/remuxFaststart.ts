import { type Demuxer, Muxer } from 'node-av/api';
import { AppError } from '../../base/index.ts';
import { openMedia, pictureStream, soundStream, systemError } from './openMedia.ts';

/**
 * Copies pictures and sound into an MP4 whose index comes first; nothing is encoded again.
 * Errors: `input.unsupported` when an MP4 cannot hold the streams, `disk.full`, `job.cancelled`.
 */
export async function remuxFaststart(
  path: string,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  await using input: Demuxer = await openMedia(path);
  try {
    await copyStreams(input, output, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    const unfit = new AppError('input.unsupported', `${path} does not fit into an MP4.`, {
      cause: error,
    });
    throw systemError(error) ?? unfit;
  }
}

async function copyStreams(input: Demuxer, output: string, signal: AbortSignal): Promise<void> {
  await using muxer = await Muxer.open(output, {
    input,
    format: 'mp4',
    options: { movflags: '+faststart' },
  });
  const targets = new Map<number, number>();
  for (const stream of [pictureStream(input), soundStream(input)]) {
    if (stream !== undefined) targets.set(stream.index, muxer.addStream(stream));
  }
  for await (const packet of input.packets()) {
    if (packet === null) continue;
    using owned = packet;
    signal.throwIfAborted();
    const target = targets.get(owned.streamIndex);
    if (target !== undefined) await muxer.writePacket(owned, target);
  }
  await muxer.close();
}

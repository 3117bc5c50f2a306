import { type Demuxer, Muxer } from 'node-av/api';
import { AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { openMedia } from './openMedia.ts';

/** Copies pictures and sound into an MP4 whose index comes first; nothing is encoded again. */
export async function remuxFaststart(
  path: string,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  await using input: Demuxer = await openMedia(path);
  await using muxer = await Muxer.open(output, {
    input,
    format: 'mp4',
    options: { movflags: '+faststart' },
  });
  const targets = new Map<number, number>();
  for (const stream of input.streams) {
    const type = stream.codecpar.codecType;
    if (type === AVMEDIA_TYPE_VIDEO || type === AVMEDIA_TYPE_AUDIO) {
      targets.set(stream.index, muxer.addStream(stream));
    }
  }
  for await (const packet of input.packets()) {
    if (packet === null) continue;
    using owned = packet;
    signal.throwIfAborted();
    const target = targets.get(owned.streamIndex);
    if (target !== undefined) await muxer.writePacket(owned, target);
  }
}

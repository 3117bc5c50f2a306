import { Encoder, FilterAPI, Muxer } from 'node-av/api';
import { FF_ENCODER_FLAC } from 'node-av/constants';
import { AppError } from '../../../base/index.ts';
import { requireFormat, soundPackets } from '../decodeLimits.ts';
import { openDecoder } from '../frames/decodePictures.ts';
import { openMedia, soundStream, systemError } from '../openMedia.ts';
import { monoFilter } from './extractSound.ts';

/**
 * The sound of a media file as FLAC, mono, 16 kHz, 16 bit: what speech models hear anyway, in half
 * the bytes of a WAV file. Memory stays flat. Errors: `input.unsupported`, `input.exceedsLimits`,
 * `disk.full`, `job.cancelled`.
 */
export async function encodeSound(
  path: string,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  await using demuxer = await openMedia(path);
  const stream = soundStream(demuxer);
  if (stream === undefined) throw new AppError('input.unsupported', `${path} has no audio.`);
  requireFormat({ sound: stream });
  try {
    using decoder = await openDecoder(stream);
    using toMono = FilterAPI.create(monoFilter('s16'));
    using encoder = await Encoder.create(FF_ENCODER_FLAC);
    await using muxer = await Muxer.open(output, { format: 'flac' });
    const target = muxer.addStream(encoder);
    const frames = toMono.frames(decoder.frames(soundPackets(demuxer, stream)));
    for await (const packet of encoder.packets(frames)) {
      if (packet === null) continue;
      using owned = packet;
      signal.throwIfAborted();
      await muxer.writePacket(owned, target);
    }
    await muxer.close();
  } catch (error) {
    throw signal.aborted ? error : (systemError(error) ?? error);
  }
}

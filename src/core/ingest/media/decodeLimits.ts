import type { Demuxer } from 'node-av/api';
import type { Packet, Stream } from 'node-av/lib';
import { AppError } from '../../base/index.ts';
import { originSeconds } from './openMedia.ts';

/**
 * What a file may decode to. A small file can claim, or really hold, more than any disk: a sample a
 * second becomes 16,000, and an unchanging picture costs a few bytes. Far above real clips.
 */
export const decodeLimits = {
  /** Six hours: their sound takes 1.4 GB of scratch space. */
  durationMs: 6 * 3_600_000,
  /** Twice 8K. */
  pictureSide: 16_384,
  picturePixels: 8_192 * 8_192,
  /** Six hours at 120 a second. */
  frames: 2_600_000,
  /** All frames together: six hours at 8K and 15 a second. */
  decodedPixels: 1e13,
  /** JPEG files of one video: what is read for text, and keyframes. */
  scratchBytes: 2_000_000_000,
  samplesPerSecond: { min: 1_000, max: 768_000 },
  channels: 64,
} as const;

/** Errors: `input.exceedsLimits`. */
export function requireLength(durationMs: number): void {
  if (durationMs <= decodeLimits.durationMs) return;
  const hours = decodeLimits.durationMs / 3_600_000;
  throw beyond(`it is longer than ${hours} hours`);
}

/** Errors: `input.exceedsLimits` for a picture's size or a sound's format. */
export function requireFormat({ picture, sound }: { picture?: Stream; sound?: Stream }): void {
  if (picture !== undefined) {
    const { width, height } = picture.codecpar;
    requireSize(width, height);
  }
  if (sound !== undefined) {
    const { sampleRate, channels } = sound.codecpar;
    const { min, max } = decodeLimits.samplesPerSecond;
    if (sampleRate < min || sampleRate > max) throw beyond(`its sound has ${sampleRate} Hz`);
    if (channels > decodeLimits.channels) throw beyond(`its sound has ${channels} channels`);
  }
}

function requireSize(width: number, height: number): void {
  if (
    Math.max(width, height) > decodeLimits.pictureSide ||
    width * height > decodeLimits.picturePixels
  ) {
    throw beyond(`its pictures have ${width} × ${height} pixels`);
  }
}

/** Counts what a video decodes to. Errors: `input.exceedsLimits`. */
export class DecodedPictures {
  #frames = 0;
  #pixels = 0;
  #bytes = 0;

  /** A frame may have another size than the header says. */
  add({ width, height }: { width: number; height: number }, atMs: number): void {
    requireSize(width, height);
    requireLength(atMs);
    this.#frames += 1;
    this.#pixels += width * height;
    if (this.#frames > decodeLimits.frames || this.#pixels > decodeLimits.decodedPixels) {
      throw beyond('it has too many pictures');
    }
  }

  /** A file was written. */
  addBytes(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > decodeLimits.scratchBytes) throw beyond('its pictures take too much space');
  }
}

/** FFmpeg's "no value" is -2^63. */
const noTime = -(2n ** 62n);

/**
 * The packets of a sound stream, with times from the start of the file: a recording may begin a day
 * into its clock. Filters fill a gap in time with silence, however long: a packet beyond the longest
 * length is an error before it is decoded. Errors: `input.exceedsLimits`.
 */
export async function* soundPackets(
  input: Demuxer,
  stream: Stream,
): AsyncGenerator<Packet | null, void, undefined> {
  const { num, den } = stream.timeBase;
  const origin = BigInt(Math.round((originSeconds(input) * den) / num));
  for await (const packet of input.packets(stream.index)) {
    if (packet !== null && packet.pts > noTime) {
      packet.pts -= origin;
      if (packet.dts > noTime) packet.dts -= origin;
      requireLength((Number(packet.pts) * num * 1_000) / den);
    }
    yield packet;
  }
}

function beyond(what: string): AppError {
  return new AppError('input.exceedsLimits', `The file decodes to more than is accepted: ${what}.`);
}

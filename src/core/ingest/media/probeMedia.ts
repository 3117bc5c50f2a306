import type { Demuxer } from 'node-av/api';
import {
  AV_CODEC_PROP_TEXT_SUB,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVMEDIA_TYPE_SUBTITLE,
} from 'node-av/constants';
import { avGetCodecName, type Stream } from 'node-av/lib';
import { AppError, openInputFile, toAppError } from '../../base/index.ts';
import type { MediaProbe } from '../ingestPayload.ts';
import { requireFormat, requireLength } from './decodeLimits.ts';
import { decodePictures, openDecoder } from './frames/decodePictures.ts';
import { readMp4Layout } from './mp4Boxes.ts';
import { openMedia, pictureStream, soundStream } from './openMedia.ts';

type Unreadable = NonNullable<MediaProbe['unreadable']>[number];

/**
 * What a file holds. A stream that cannot be read is left out and named in `unreadable` when
 * another can. Errors: `input.empty`, `input.notMedia`, `input.truncated` (an MP4 that ends
 * before its boxes do), `input.noFrames`, `input.unsupported` (no stream has a decoder),
 * `input.exceedsLimits`, those of `openInputFile`.
 */
export async function probeMedia(path: string, signal?: AbortSignal): Promise<MediaProbe> {
  {
    await using file = await openInputFile(path);
    if (file.found.size === 0) throw new AppError('input.empty', `${path} is empty.`);
  }
  const layout = await readMp4Layout(path);
  if (layout?.truncated === true) {
    throw new AppError('input.truncated', `${path} ends before its media does.`);
  }
  await using input = await openMedia(path);
  const picture = pictureStream(input);
  const sound = soundStream(input);
  requireFormat({ ...(picture && { picture }), ...(sound && { sound }) });
  const found = [await checkPicture({ path, stream: picture, signal }), await checkSound(sound)];
  const unreadable = found.filter((one) => one !== undefined);
  const isReadable = (name: Unreadable['stream']): boolean =>
    unreadable.every(({ stream }) => stream !== name);
  const video = picture !== undefined && isReadable('video') ? videoOf(picture) : undefined;
  const audio = sound !== undefined && isReadable('audio') ? audioOf(sound) : undefined;
  if (video === undefined && audio === undefined) throw nothingToRead(path, unreadable[0]);
  const durationMs = await durationOf(input, signal);
  return {
    container: input.formatName.split(',')[0] ?? input.formatName,
    durationMs,
    ...(video === undefined ? {} : { video }),
    ...(audio === undefined ? {} : { audio }),
    subtitles: input.streams.filter(isTextSubtitle).map((stream) => {
      const language = stream.metadata?.get('language');
      return { index: stream.index, ...(language == null ? {} : { language }) };
    }),
    indexTrails: layout?.indexTrails ?? false,
    ...(unreadable.length === 0 ? {} : { unreadable }),
  };
}

/** Decodes one picture: the only proof that there are some. */
async function checkPicture({
  path,
  stream,
  signal,
}: {
  path: string;
  stream: Stream | undefined;
  signal: AbortSignal | undefined;
}): Promise<Unreadable | undefined> {
  if (stream === undefined) return undefined;
  // Another reader, so that counting the duration begins at the first packet.
  await using input = await openMedia(path);
  const same = input.getStream(stream.index);
  if (same === undefined) return { stream: 'video', code: 'input.noFrames' };
  try {
    for await (const frame of decodePictures(input, same, signal)) {
      frame.free();
      return undefined;
    }
  } catch (error) {
    if (toAppError(error).code !== 'input.unsupported') throw error;
    return { stream: 'video', code: 'input.unsupported' };
  }
  return { stream: 'video', code: 'input.noFrames' };
}

async function checkSound(stream: Stream | undefined): Promise<Unreadable | undefined> {
  if (stream === undefined) return undefined;
  try {
    using _decoder = await openDecoder(stream);
    return undefined;
  } catch {
    return { stream: 'audio', code: 'input.unsupported' };
  }
}

function nothingToRead(path: string, reason: Unreadable | undefined): AppError {
  if (reason === undefined) {
    return new AppError('input.notMedia', `${path} contains no video or audio.`);
  }
  return reason.code === 'input.noFrames'
    ? new AppError(reason.code, `${path} has no readable picture.`)
    : new AppError(reason.code, `${path} is in a format without a decoder.`);
}

function isTextSubtitle({ codecpar }: Stream): boolean {
  return (
    codecpar.codecType === AVMEDIA_TYPE_SUBTITLE &&
    (codecpar.codecProperties & AV_CODEC_PROP_TEXT_SUB) !== 0
  );
}

function videoOf(stream: Stream): NonNullable<MediaProbe['video']> {
  const { codecpar, avgFrameRate, rFrameRate, sampleAspectRatio } = stream;
  const rotationDegrees = rotationOf(stream);
  const pixelShape = sampleAspectRatio.num > 0 ? sampleAspectRatio.toDouble() : 1;
  const wide = Math.max(1, Math.round(codecpar.width * pixelShape));
  const turned = rotationDegrees % 180 !== 0;
  const average = avgFrameRate.den > 0 ? avgFrameRate.toDouble() : 0;
  const base = rFrameRate.den > 0 ? rFrameRate.toDouble() : average;
  return {
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    width: turned ? codecpar.height : wide,
    height: turned ? wide : codecpar.height,
    rotationDegrees,
    frameRate: Math.round(average * 1000) / 1000,
    variableFrameRate: average > 0 && Math.abs(base - average) / average > 0.02,
  };
}

function audioOf({ codecpar }: Stream): NonNullable<MediaProbe['audio']> {
  return {
    codec: avGetCodecName(codecpar.codecId) ?? 'unknown',
    sampleRate: codecpar.sampleRate,
    channels: codecpar.channels,
  };
}

/**
 * Clockwise turn for display: 0, 90, 180 or 270. The display matrix is nine 32-bit integers;
 * the angle is that of its first row (libavutil/display.c, av_display_rotation_get).
 */
function rotationOf({ codecpar }: Stream): number {
  const matrix = codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  if (matrix === null || matrix.length < 36) return 0;
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  return (((Math.round(degrees / 90) % 4) + 4) % 4) * 90;
}

/** The header's duration; a live recording has none, so its packets are counted out. */
async function durationOf(input: Demuxer, signal: AbortSignal | undefined): Promise<number> {
  if (input.duration > 0) {
    requireLength(input.duration * 1000);
    return Math.round(input.duration * 1000);
  }
  let endSeconds = 0;
  for await (const packet of input.packets()) {
    if (packet === null) break;
    using owned = packet;
    signal?.throwIfAborted();
    const seconds = owned.timeBase.num / owned.timeBase.den;
    const end = Number(owned.pts + owned.duration) * seconds;
    if (end > endSeconds) endSeconds = end;
    requireLength(endSeconds * 1000);
  }
  return Math.round(endSeconds * 1000);
}

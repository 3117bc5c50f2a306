import { stat } from 'node:fs/promises';
import { Demuxer } from 'node-av/api';
import {
  AV_PKT_DATA_DISPLAYMATRIX,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { avGetCodecName, type Stream } from 'node-av/lib';
import { AppError } from '../../base/index.ts';
import type { MediaProbe } from '../ingestPayload.ts';
import { readMp4Layout } from './mp4Boxes.ts';

/**
 * What a file holds. Errors: `input.empty`, `input.notMedia`, `input.truncated` (an MP4 that
 * ends before its boxes do), `input.unsupported` (no stream has a decoder).
 */
export async function probeMedia(path: string): Promise<MediaProbe> {
  if ((await stat(path)).size === 0) throw new AppError('input.empty', `${path} has no bytes.`);
  const layout = await readMp4Layout(path);
  if (layout?.truncated === true) {
    throw new AppError('input.truncated', `${path} ends before its media does.`);
  }
  await using input = await openMedia(path);
  const video = input.streams.find(isPicture);
  const audio = input.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  if (video === undefined && audio === undefined) {
    throw new AppError('input.notMedia', `${path} holds no video and no sound.`);
  }
  return {
    container: input.formatName.split(',')[0] ?? input.formatName,
    durationMs: await durationOf(input),
    ...(video === undefined ? {} : { video: videoOf(video) }),
    ...(audio === undefined ? {} : { audio: audioOf(audio) }),
    subtitles: input.streams.filter(isSubtitle).map((stream) => {
      const language = stream.metadata?.get('language');
      return { index: stream.index, ...(language == null ? {} : { language }) };
    }),
    indexTrails: layout?.indexTrails ?? false,
  };
}

/** Opens a file for reading. Errors: `input.notMedia`. */
export async function openMedia(path: string): Promise<Demuxer> {
  try {
    // A local file must not make FFmpeg open other files or the network (playlists do).
    return await Demuxer.open(path, { options: { protocol_whitelist: 'file' } });
  } catch (error) {
    throw new AppError('input.notMedia', `${path} cannot be read as video or sound.`, {
      cause: error,
    });
  }
}

/** A moving picture; a cover image in an audio file is none. */
function isPicture({ codecpar, attachedPic }: Stream): boolean {
  return codecpar.codecType === AVMEDIA_TYPE_VIDEO && attachedPic === null;
}

function isSubtitle({ codecpar }: Stream): boolean {
  return codecpar.codecType === AVMEDIA_TYPE_SUBTITLE;
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
async function durationOf(input: Demuxer): Promise<number> {
  if (input.duration > 0) return Math.round(input.duration * 1000);
  let endSeconds = 0;
  for await (const packet of input.packets()) {
    if (packet === null) break;
    using owned = packet;
    const seconds = owned.timeBase.num / owned.timeBase.den;
    const end = Number(owned.pts + owned.duration) * seconds;
    if (end > endSeconds) endSeconds = end;
  }
  return Math.round(endSeconds * 1000);
}

import { Demuxer, Encoder, Frame, Log, Muxer, type Packet } from 'node-av';
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_LOG_QUIET,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVCOL_RANGE_JPEG,
  FF_ENCODER_AAC,
  FF_ENCODER_FFV1,
  FF_ENCODER_LIBX264,
  FF_ENCODER_MJPEG,
} from 'node-av/constants';
import { turnMp4 } from './turnMp4.ts';

/** One colour, standing still: the cut to the next scene is its exact end. */
export interface Scene {
  /** Luma and the two chroma differences, 16 to 235. */
  yuv: readonly [number, number, number];
  frames: number;
  /** A lighter box on the picture, as parts of its width and height: left, top, right, bottom. */
  box?: readonly [number, number, number, number];
}

export interface ClipOptions {
  /** Its ending chooses the container. */
  path: string;
  width?: number;
  height?: number;
  /** Frames a second, unless `timesMs` gives each frame its time. */
  frameRate?: number;
  timesMs?: readonly number[];
  scenes?: readonly Scene[];
  codec?: 'h264' | 'ffv1' | 'mjpeg';
  /** A 440 Hz tone in the spans, silence elsewhere, until the last of them ends. */
  sound?: {
    toneMs: readonly (readonly [number, number])[];
    durationMs: number;
    /** The track begins so much later than the pictures. */
    delayMs?: number;
  };
  /** An SRT file that becomes a subtitle track (Matroska). */
  subtitles?: string;
  /** MP4 index first. */
  faststart?: boolean;
  /** Clockwise turn for display, written as MP4 metadata. */
  rotationDegrees?: 0 | 90 | 180 | 270;
}

const soundRate = 44_100;
const millisecond = { num: 1, den: 1_000 };

/** Writes a small clip whose every property is known, with FFmpeg's own encoders. */
export async function encodeClip(options: ClipOptions): Promise<void> {
  Log.setLevel(AV_LOG_QUIET);
  const { path, faststart = true, rotationDegrees = 0 } = options;
  const isMp4 = path.endsWith('.mp4') || path.endsWith('.mov');
  await using muxer = await Muxer.open(path, {
    options: isMp4 && faststart ? { movflags: '+faststart' } : {},
  });
  await using subtitles =
    options.subtitles === undefined ? undefined : await Demuxer.open(options.subtitles);
  // The encoders stay open until the header, which is made from them, is written.
  using open = new DisposableStack();
  const tracks: { index: number; packets: Packet[] }[] = [];
  if (options.scenes !== undefined) {
    const encoder = open.use(await pictureEncoder(options.codec ?? 'h264'));
    const index = muxer.addStream(encoder);
    tracks.push({ index, packets: await collect(encoder, pictureFrames(options)) });
  }
  if (options.sound !== undefined) {
    const encoder = open.use(await Encoder.create(FF_ENCODER_AAC, { context: { bitRate: '64k' } }));
    const index = muxer.addStream(encoder);
    const packets = await collect(encoder, soundFrames(options.sound));
    for (const packet of packets) delay(packet, options.sound.delayMs ?? 0);
    tracks.push({ index, packets });
  }
  await writeAll(muxer, tracks, subtitles);
  await muxer.close();
  if (rotationDegrees !== 0) await turnMp4(path, rotationDegrees);
}

async function writeAll(
  muxer: Muxer,
  tracks: readonly { index: number; packets: Packet[] }[],
  subtitles: Demuxer | undefined,
): Promise<void> {
  const stream = subtitles?.streams[0];
  const subtitleIndex = stream === undefined ? undefined : muxer.addStream(stream);
  const queue = tracks.flatMap(({ index, packets }) =>
    packets.map((packet) => ({
      packet,
      index,
      at: (Number(packet.dts) * packet.timeBase.num) / packet.timeBase.den,
    })),
  );
  for (const { packet, index } of queue.sort((a, b) => a.at - b.at)) {
    await muxer.writePacket(packet, index);
    packet.free();
  }
  if (subtitles === undefined || subtitleIndex === undefined) return;
  for await (const packet of subtitles.packets()) {
    if (packet === null) continue;
    await muxer.writePacket(packet, subtitleIndex);
    packet.free();
  }
}

/** The encoder begins at 0 whatever its first frame says; a packet can be moved. */
function delay(packet: Packet, byMs: number): void {
  const { num, den } = packet.timeBase;
  const units = BigInt(Math.round((byMs * den) / num / 1_000));
  packet.pts += units;
  packet.dts += units;
}

function pictureEncoder(codec: 'h264' | 'ffv1' | 'mjpeg'): Promise<Encoder> {
  const context = { threadCount: 1, gopSize: 25 };
  switch (codec) {
    case 'h264':
      return Encoder.create(FF_ENCODER_LIBX264, { context, options: { preset: 'ultrafast' } });
    case 'ffv1':
      return Encoder.create(FF_ENCODER_FFV1, { context });
    case 'mjpeg':
      return Encoder.create(FF_ENCODER_MJPEG, {
        context: { ...context, colorRange: AVCOL_RANGE_JPEG },
      });
    default:
      return codec satisfies never;
  }
}

async function collect(encoder: Encoder, frames: AsyncIterable<Frame | null>): Promise<Packet[]> {
  const packets: Packet[] = [];
  for await (const packet of encoder.packets(frames)) {
    const copy = packet?.clone();
    if (copy) packets.push(copy);
  }
  return packets;
}

async function* pictureFrames(options: ClipOptions): AsyncGenerator<Frame | null> {
  const { width = 64, height = 64, frameRate = 25, timesMs, scenes = [] } = options;
  let number = 0;
  for (const scene of scenes) {
    const picture = drawScene(scene, width, height);
    for (let left = scene.frames; left > 0; left--) {
      const frame = Frame.fromVideoBuffer(picture, {
        width,
        height,
        format: AV_PIX_FMT_YUV420P,
        timeBase: timesMs === undefined ? { num: 1, den: frameRate } : millisecond,
        pts: BigInt(timesMs?.[number] ?? number),
      });
      if (options.codec === 'mjpeg') frame.colorRange = AVCOL_RANGE_JPEG;
      const next = timesMs?.[number + 1];
      frame.duration = BigInt(next === undefined ? 1 : next - (timesMs?.[number] ?? 0));
      yield frame;
      number += 1;
    }
  }
  yield null;
}

function drawScene({ yuv, box }: Scene, width: number, height: number): Buffer {
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const luma = Buffer.alloc(width * height, yuv[0]);
  if (box !== undefined) {
    const [left, top, right, bottom] = box;
    for (let y = Math.round(top * height); y < Math.round(bottom * height); y++) {
      luma.fill(235, y * width + Math.round(left * width), y * width + Math.round(right * width));
    }
  }
  const chroma = halfWidth * halfHeight;
  return Buffer.concat([luma, Buffer.alloc(chroma, yuv[1]), Buffer.alloc(chroma, yuv[2])]);
}

async function* soundFrames({
  toneMs,
  durationMs,
}: NonNullable<ClipOptions['sound']>): AsyncGenerator<Frame | null> {
  const samples = new Float32Array(Math.round((durationMs * soundRate) / 1_000));
  for (const [startMs, endMs] of toneMs) {
    const end = Math.min(samples.length, Math.round((endMs * soundRate) / 1_000));
    for (let at = Math.round((startMs * soundRate) / 1_000); at < end; at++) {
      samples[at] = 0.5 * Math.sin((2 * Math.PI * 440 * at) / soundRate);
    }
  }
  for (let at = 0; at < samples.length; at += 1_024) {
    const part = samples.slice(at, at + 1_024);
    yield Frame.fromAudioBuffer(Buffer.from(part.buffer), {
      nbSamples: part.length,
      format: AV_SAMPLE_FMT_FLTP,
      sampleRate: soundRate,
      channelLayout: AV_CHANNEL_LAYOUT_MONO,
      timeBase: { num: 1, den: soundRate },
      pts: BigInt(at),
    });
  }
  yield null;
}

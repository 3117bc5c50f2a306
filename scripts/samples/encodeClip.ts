import { Encoder, Frame, Log, Muxer, type Packet } from 'node-av';
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { frameRate, sampleRate } from './clip.ts';

export interface EncodeOptions {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Planar YUV 4:2:0, BT.709, at `frameRate`. */
  readonly pictures: readonly Buffer[];
  /** Mono samples at `sampleRate`. */
  readonly sound: Float32Array;
  /** Of x264; the samples are as small as can be. */
  readonly preset?: 'veryslow' | 'fast';
}

/** Samples that one AAC frame holds. */
const aacSamples = 1024;

/**
 * Writes an MP4: H.264 and AAC, index first. One thread and bit-exact muxing, so that the same
 * tools write the same bytes.
 */
export async function encodeClip(options: EncodeOptions): Promise<void> {
  Log.setLevel(AV_LOG_ERROR);
  const video = await Encoder.create(FF_ENCODER_LIBX264, {
    context: {
      gopSize: 3 * frameRate,
      threadCount: 1,
      colorRange: AVCOL_RANGE_MPEG,
      colorSpace: AVCOL_SPC_BT709,
      colorPrimaries: AVCOL_PRI_BT709,
      colorTrc: AVCOL_TRC_BT709,
    },
    options: {
      preset: options.preset ?? 'veryslow',
      crf: 25,
      tune: 'animation',
      // With AVX-512 the macroblock tree gave other bytes in every run.
      'x264-params': 'asm=sse4.2',
    },
  });
  const audio = await Encoder.create(FF_ENCODER_AAC, {
    context: { bitRate: '56k', threadCount: 1 },
  });
  const muxer = await Muxer.open(options.path, {
    format: 'mp4',
    options: { movflags: '+faststart', fflags: '+bitexact' },
  });
  const videoIndex = muxer.addStream(video);
  const audioIndex = muxer.addStream(audio);
  const pictures = await collect(video, pictureFrames(options));
  const sound = await collect(audio, soundFrames(options.sound));
  const queue = [
    ...pictures.map((packet) => ({
      packet,
      index: videoIndex,
      at: Number(packet.dts) / frameRate,
    })),
    ...sound.map((packet) => ({ packet, index: audioIndex, at: Number(packet.dts) / sampleRate })),
  ];
  queue.sort((a, b) => a.at - b.at);
  for (const { packet, index } of queue) {
    await muxer.writePacket(packet, index);
    packet.free();
  }
  await muxer.close();
  video.close();
  audio.close();
}

/** All packets of the frames; a `null` behind the last frame brings out the delayed ones. */
async function collect(encoder: Encoder, frames: AsyncIterable<Frame | null>): Promise<Packet[]> {
  const packets: Packet[] = [];
  for await (const packet of encoder.packets(frames)) {
    const copy = packet?.clone();
    if (copy) packets.push(copy);
  }
  return packets;
}

async function* pictureFrames(options: EncodeOptions): AsyncGenerator<Frame | null> {
  let pts = 0n;
  for (const picture of options.pictures) {
    const frame = Frame.fromVideoBuffer(picture, {
      width: options.width,
      height: options.height,
      format: AV_PIX_FMT_YUV420P,
      timeBase: { num: 1, den: frameRate },
      pts,
    });
    frame.duration = 1n;
    yield frame;
    pts += 1n;
  }
  yield null;
}

async function* soundFrames(sound: Float32Array): AsyncGenerator<Frame | null> {
  for (let at = 0; at < sound.length; at += aacSamples) {
    const part = sound.slice(at, at + aacSamples);
    yield Frame.fromAudioBuffer(Buffer.from(part.buffer), {
      nbSamples: part.length,
      format: AV_SAMPLE_FMT_FLTP,
      sampleRate,
      channelLayout: AV_CHANNEL_LAYOUT_MONO,
      timeBase: { num: 1, den: sampleRate },
      pts: BigInt(at),
    });
  }
  yield null;
}

import { EncoderPool, FilterAPI, Scaler } from 'node-av/api';
import {
  AV_CODEC_FLAG_QSCALE,
  AVCOL_RANGE_JPEG,
  FF_ENCODER_MJPEG,
  FF_QP2LAMBDA,
} from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { AppError } from '../../../base/index.ts';

export interface PictureSize {
  width: number;
  height: number;
}

/** FFmpeg's scale for JPEG, 2 (best) to 31: sharp enough for small letters. */
const jpegScale = 4;

/**
 * Small pictures of large frames. Frames are made smaller before they are turned upright, so that
 * a rotated 4K video costs no more than an upright one.
 */
export class FramePictures implements Disposable {
  readonly #turn: string;
  readonly #isTurned: boolean;
  readonly #scaler = new Scaler();
  readonly #graphs = new Map<string, FilterAPI>();
  readonly #jpegs = new EncoderPool(FF_ENCODER_MJPEG, { flags: AV_CODEC_FLAG_QSCALE });

  /** The clockwise turn that frames need for display. */
  constructor(rotationDegrees = 0) {
    this.#turn = turnFilter(rotationDegrees);
    this.#isTurned = rotationDegrees % 180 !== 0;
  }

  /** A square as it was stored, not turned: packed RGB or grey. For comparing, not for showing. */
  square(frame: Frame, side: number, format: 'rgb' | 'gray'): Buffer {
    return this.#scaler.toBufferSync(frame, { resize: { width: side, height: side }, format });
  }

  /** Packed RGB, upright. */
  rgb(frame: Frame, size: PictureSize): Buffer {
    using picture = this.#picture(frame, size, 'format=rgb24');
    return picture.toBuffer();
  }

  /**
   * A JPEG file, upright. Full range and BT.601, as JFIF has it: node-av's own toJpeg calls
   * video levels full ones, which makes pictures pale.
   */
  jpeg(frame: Frame, size: PictureSize): Buffer {
    using picture = this.#picture(frame, size, 'format=yuv420p');
    picture.colorRange = AVCOL_RANGE_JPEG;
    picture.quality = jpegScale * FF_QP2LAMBDA;
    return this.#jpegs.encodeSync(picture);
  }

  [Symbol.dispose](): void {
    this.#scaler.close();
    this.#jpegs.close();
    for (const graph of this.#graphs.values()) graph[Symbol.dispose]();
  }

  #picture(frame: Frame, { width, height }: PictureSize, format: string): Frame {
    const [wide, high] = this.#isTurned ? [height, width] : [width, height];
    const scale = `scale=${wide}:${high}:flags=area:out_range=pc:out_color_matrix=smpte170m`;
    const chain = [scale, this.#turn, format].filter((step) => step !== '').join(',');
    const graph = this.#graphs.get(chain) ?? FilterAPI.create(chain);
    this.#graphs.set(chain, graph);
    graph.processSync(frame);
    const picture = graph.receiveSync();
    if (!(picture instanceof Frame)) {
      throw new AppError('worker.failed', 'A frame could not be resized.');
    }
    return picture;
  }
}

function turnFilter(rotationDegrees: number): string {
  switch (rotationDegrees) {
    case 90:
      return 'transpose=clock';
    case 180:
      return 'hflip,vflip';
    case 270:
      return 'transpose=cclock';
    default:
      return '';
  }
}

/** Fits a size into a square of that side; JPEG halves its colour planes, so sides are even. */
export function fitInto({ width, height }: PictureSize, side: number): PictureSize {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: evenPixels(width * scale), height: evenPixels(height * scale) };
}

function evenPixels(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

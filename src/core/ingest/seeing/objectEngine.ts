import { open } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError, sleepingThreads, toAppError } from '../../base/index.ts';
import type { FindObjectsInput, SeenObject } from '../screen/visionCalls.ts';
import { type DetectorOutput, objectsOf } from './objectsOf.ts';
import { inputSide, placeInSquare, squareOf } from './squareOf.ts';

/** Larger pictures are not made for it. */
const maxSidePixels = 4_096;

/** Runs the detector in this process; it loads at the first picture. */
export class ObjectEngine {
  #loaded: { path: string; session: Promise<InferenceSession> } | undefined;

  /** What is on a picture of a file of pictures. Errors: `worker.failed`. */
  async findObjects(input: FindObjectsInput): Promise<SeenObject[]> {
    try {
      const pixels = await pixelsOf(input);
      const place = placeInSquare(input);
      const picture = new Tensor('float32', squareOf(pixels, input, place), [
        ...[1, 3, inputSide, inputSide],
      ]);
      const session = await this.#sessionOf(input);
      const outputs = await session.run({ [session.inputNames[0] ?? '']: picture });
      return objectsOf(Object.values(outputs).map(numbersOf), place);
    } catch (error) {
      const { message } = toAppError(error);
      throw new AppError('worker.failed', `A picture could not be looked at: ${message}`, {
        cause: error,
      });
    }
  }

  #sessionOf({ modelPath, threads }: FindObjectsInput): Promise<InferenceSession> {
    if (this.#loaded?.path !== modelPath) {
      const session = InferenceSession.create(modelPath, {
        intraOpNumThreads: threads,
        extra: sleepingThreads,
      });
      this.#loaded = { path: modelPath, session };
    }
    return this.#loaded.session;
  }
}

async function pixelsOf({ path, offset, width, height }: FindObjectsInput): Promise<Uint8Array> {
  if (width < 1 || height < 1 || Math.max(width, height) > maxSidePixels) {
    throw new AppError('worker.failed', `It has ${width} x ${height} pixels.`);
  }
  const pixels = new Uint8Array(width * height * 3);
  await using file = await open(path);
  const { bytesRead } = await file.read(pixels, 0, pixels.length, offset);
  if (bytesRead === pixels.length) return pixels;
  throw new AppError('worker.failed', 'The file of pictures ends too early.');
}

function numbersOf({ data, dims }: Tensor): DetectorOutput {
  if (!(data instanceof Float32Array)) {
    throw new AppError('worker.failed', 'The model answers with other numbers than floats.');
  }
  return { data, dims };
}

import { AppError, toAppError } from '../../base/index.ts';
import { cleanText } from './recognition/cleanText.ts';
import { openPicture } from './recognition/picture.ts';
import { TextRecogniser } from './recognition/textRecogniser.ts';
import type { ReadFrameInput, ScreenPage } from './visionCalls.ts';

/** A frame with more lines than this is noise; its lines would bury real text. */
const maxLines = 60;
/** Of such a line nothing is known. */
const minConfidence = 0.5;

/** Runs PP-OCR in this process. Its models lie inside a package; they load at the first frame. */
export class VisionEngine {
  #recogniser: Promise<TextRecogniser> | undefined;

  /** The lines of a picture. Errors: `worker.failed` when the picture cannot be read. */
  async readFrame({ path, threads }: ReadFrameInput): Promise<ScreenPage> {
    this.#recogniser ??= TextRecogniser.create(threads);
    try {
      const recogniser = await this.#recogniser;
      const picture = await openPicture(path);
      const lines = (await recogniser.read(picture))
        .filter(({ confidence }) => confidence >= minConfidence)
        .slice(0, maxLines)
        .map(({ text, confidence, box }) => ({ text: cleanText(text), confidence, box }));
      return { width: picture.width, height: picture.height, lines };
    } catch (error) {
      const { message } = toAppError(error);
      throw new AppError('worker.failed', `A frame could not be read: ${message}`, {
        cause: error,
      });
    }
  }
}

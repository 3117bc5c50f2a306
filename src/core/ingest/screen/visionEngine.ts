import Ocr from '@gutenye/ocr-node';
import { AppError, toAppError } from '../../base/index.ts';
import { hearSpaces } from './hearSpaces.ts';
import { spaceAfterMarks } from './spaceAfterMarks.ts';
import type { ReadFrameInput, ScreenLine } from './visionCalls.ts';

/** A frame with more lines than this is noise; its lines would bury real text. */
const maxLines = 60;
const maxCharacters = 300;

/**
 * Threads of onnxruntime that have nothing to do sleep instead of spinning: beside other programs a
 * picture then takes half the time, and a third less of the processor.
 */
const waiting = {
  session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } },
};

/** Runs PP-OCR in this process. Its models lie inside the package; they load at the first frame. */
export class VisionEngine {
  #ocr: Promise<Ocr> | undefined;

  /** Lines from top to bottom. Errors: `worker.failed` when the picture cannot be read. */
  async readFrame({ path, threads }: ReadFrameInput): Promise<ScreenLine[]> {
    hearSpaces();
    this.#ocr ??= Ocr.create({ onnxOptions: { intraOpNumThreads: threads, extra: waiting } });
    try {
      const lines = await (await this.#ocr).detect(path);
      return lines.slice(0, maxLines).map((line) => ({
        text: cleanText(line.text),
        confidence: Math.min(1, Math.max(0, line.mean)),
        box: boundsOf(line.box ?? []),
      }));
    } catch (error) {
      const { message } = toAppError(error);
      throw new AppError('worker.failed', `A frame could not be read: ${message}`, {
        cause: error,
      });
    }
  }
}

/** Single spaces, also after a comma, no control characters, a zero in "3O DAYS", an I in "before l close". */
function cleanText(text: string): string {
  return spaceAfterMarks(text.slice(0, maxCharacters).replace(/[\s\p{Cc}]+/gu, ' '))
    .replace(/(?<![\p{L}\p{N}])\d[\dO]*O[\dO]*(?![\p{L}\p{N}])/gu, (n) => n.replaceAll('O', '0'))
    .replace(/(?<![\p{L}\p{N}'’])l(?![\p{L}\p{N}'’])/gu, 'I')
    .trim();
}

function boundsOf(corners: readonly (readonly number[])[]): ScreenLine['box'] {
  const xs = corners.map((corner) => corner[0] ?? 0);
  const ys = corners.map((corner) => corner[1] ?? 0);
  if (corners.length === 0) return [0, 0, 0, 0];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

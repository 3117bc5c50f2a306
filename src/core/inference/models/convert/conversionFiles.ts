import type { z } from 'zod';
import { AppError } from '../../../base/index.ts';

/** The files a conversion reads; absolute paths. */
export interface ConversionFiles {
  /** The weights; several are one file that was cut. */
  weights: readonly string[];
  tokenizer?: string;
  vocabulary?: string;
  config?: string;
}

/** A file that the conversion cannot do without. Errors: `model.damaged`. */
export function requiredFile(
  files: ConversionFiles,
  kind: 'tokenizer' | 'vocabulary' | 'config',
): string {
  const path = files[kind];
  if (path === undefined) {
    throw new AppError('model.damaged', `The conversion needs the model's ${kind} file.`);
  }
  return path;
}

/** A file of JSON that tells how the weights are to be read. Errors: `model.damaged`. */
export function readModelJson<Schema extends z.ZodType>(
  schema: Schema,
  { name, text }: { name: string; text: string },
): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('model.damaged', `The model's ${name} file cannot be read.`, {
      cause: error,
    });
  }
}

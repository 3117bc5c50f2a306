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

import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { AppError } from '../../../../base/index.ts';
import type { ModelFile } from '../../engineCalls.ts';

/**
 * Weights that are larger than the memory are read from the disk again for each token: hours for a
 * draft, in which nothing else moves. Errors: `model.tooLarge`.
 */
export async function refuseTooLarge(
  { path }: Pick<ModelFile, 'path'>,
  memoryBytes = totalmem(),
): Promise<void> {
  // One that is missing is told when it is verified.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  if (size <= memoryBytes) return;
  const [needed, has] = [size, memoryBytes].map((bytes) => (bytes / 1e9).toFixed(1));
  throw new AppError(
    'model.tooLarge',
    `The model file ${path} has ${needed} GB; this computer has ${has} GB of memory.`,
  );
}

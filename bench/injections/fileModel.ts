import { basename, dirname, resolve } from 'node:path';
import { modelIdSchema } from '../../src/contract/index.ts';
import { AppError, silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import {
  createInference,
  type Inference,
  type InstalledModel,
} from '../../src/core/inference/index.ts';
import { hashFile } from '../../src/core/inference/models/store/hashFile.ts';

/** The engine on a GGUF file with a chat template, whether the catalogue knows it or not. */
export async function openFileModel(file: string, libraryDir: string): Promise<Inference> {
  const path = resolve(file);
  const model: InstalledModel = {
    id: modelIdSchema.parse('file'),
    ...{ name: basename(path), task: 'generate', path, contextTokens: undefined },
    version: await hashFile(path),
    ...{ base: false, starter: false },
  };
  const host = createNodeHost({
    ...{ libraryDir, modelsDir: dirname(path), logger: silentLogger, networkAllowed: false },
  });
  const require = async (task: InstalledModel['task']): Promise<InstalledModel> => {
    if (task === 'generate') return model;
    throw new AppError('model.missing', `There is no model for ${task}.`);
  };
  const models = { preferred: require, withVersion: require, require };
  return createInference({ host, models });
}

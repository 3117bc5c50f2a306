import { modelsFolder } from '../../src/cli/folders.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost, type Host } from '../../src/core/host/index.ts';
import { createModelStore, type ModelStore } from '../../src/core/inference/index.ts';

/** The user's models on a plain Node host; a benchmark installs nothing. */
export function installedModels(libraryDir: string): { host: Host; models: ModelStore } {
  const host = createNodeHost({
    libraryDir,
    modelsDir: modelsFolder(),
    logger: silentLogger,
    networkAllowed: false,
  });
  return { host, models: createModelStore({ host }) };
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { modelIdSchema } from '../../src/contract/index.ts';
import { createOpenAiRoutes } from '../../src/core/api/index.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import { createInference, type InstalledModel } from '../../src/core/inference/index.ts';

/** The OpenAI-compatible routes on any GGUF file, which need not be installed. */
export async function routesOfFile(path: string) {
  const model = await modelOf(path);
  const inference = createInference({
    host: createNodeHost({ libraryDir: '', modelsDir: dirname(path), logger: silentLogger }),
    models: {
      preferred: async () => model,
      withVersion: async () => model,
      require: async () => model,
    },
  });
  return { routes: createOpenAiRoutes(inference), dispose: () => inference.dispose() };
}

async function modelOf(path: string): Promise<InstalledModel> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  const about = {
    task: 'generate',
    contextTokens: undefined,
    base: false,
    starter: false,
  } as const;
  const name = basename(path, '.gguf');
  return { id: modelIdSchema.parse(name), name, path, version: hash.digest('hex'), ...about };
}

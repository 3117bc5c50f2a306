// Installs `tiny` in a process of its own, so that a test can kill it in the middle.
import { silentLogger } from '../../../base/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import { createModelStore } from '../createModelStore.ts';

const [, , dir = '', url = ''] = process.argv;
const node = createNodeHost({
  libraryDir: `${dir}/library`,
  modelsDir: `${dir}/models`,
  logger: silentLogger,
});
const host = { ...node, paths: { ...node.paths, resources: `${dir}/resources` } };
const timing = { connectMs: 2_000, stallMs: 60_000, retryMs: 1 };
const store = createModelStore({ host, hub: { url, timing }, pythonCommands: [] });
await store.install('tiny', { acceptLicences: true });

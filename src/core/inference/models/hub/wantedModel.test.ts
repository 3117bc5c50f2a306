import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWanted, wantedModelId, wantedModelSchema, writeWanted } from './wantedModel.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wanted-'));
});
afterEach(() => rm(dir, { recursive: true }));

const sha256 = '0123456789abcdef'.repeat(4);
const wanted = wantedModelSchema.parse({
  ...{ file: 'model-q4-k-m-01234567.gguf', sizeBytes: 5_000, sha256 },
  licence: { name: 'mit', url: 'https://huggingface.co/owner/name' },
  source: {
    ...{ type: 'hub', repository: 'owner/name', revision: 'a'.repeat(40), conversion: 'none' },
    files: { weights: [{ path: 'q4/model.gguf', sizeBytes: 5_000, sha256 }] },
  },
  imported: {
    ...{ name: 'Model (Q4_K_M)', task: 'generate', base: false, memoryBytes: 6_000, facts: {} },
  },
});

test('what is wanted is read again as a model that can be installed', async () => {
  const id = wantedModelId(wanted);
  await mkdir(join(dir, id));
  await writeWanted(join(dir, id), wanted);
  expect(await readWanted(dir, id)).toMatchObject({
    ...{ id: 'model-q4-k-m-01234567', file: wanted.file, sha256, sources: [wanted.source] },
    licence: { name: 'mit' },
  });
});

test.each([
  ['in another model’s folder', (text: string) => text, 'other-01234567'],
  ['a file that leads out', (text: string) => text.replace('model-q4-k-m-01234567.gguf', '../x')],
  ['a repository that leads out', (text: string) => text.replace('"owner/name"', '"../name"')],
  ['a path that leads out', (text: string) => text.replace('q4/model.gguf', '../model.gguf')],
  ['no hash', (text: string) => text.replaceAll(sha256, 'none')],
  ['cut', (text: string) => text.slice(0, 200)],
] as [string, (text: string) => string, string?][])(
  'a record that was tampered with is not there: %s',
  async (_, change, id = wantedModelId(wanted)) => {
    await mkdir(join(dir, id));
    await writeWanted(join(dir, id), wanted);
    const path = join(dir, id, 'download.json');
    await writeFile(path, change(await readFile(path, 'utf8')));
    expect(await readWanted(dir, id)).toBeUndefined();
  },
);

import { access, mkdir, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ModelId, modelIdSchema } from '../../../../contract/index.ts';
import { refuseTooLarge } from '../../engine/loop/models/refuseTooLarge.ts';
import { hashOf } from '../testing/hubDouble.ts';
import { type Metadata, miniLmMetadata, qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createStoreFixture, type StoreFixture } from '../testing/storeFixture.ts';

let fixture: StoreFixture;
let mine: string;
beforeEach(async () => {
  fixture = await createStoreFixture();
  mine = join(fixture.dir, 'LM Studio ✓', 'qwen.gguf');
  await mkdir(join(mine, '..'));
  await write(qwenMetadata);
});
afterEach(() => fixture.dispose());

async function write(metadata: Metadata): Promise<Buffer> {
  const bytes = await smallGguf(metadata);
  await writeFile(mine, bytes);
  return bytes;
}

const chosenAs = (id: ModelId) => fixture.storeWith({ chosen: () => id });

test('a model that the catalogue does not know is used where it is', async () => {
  const bytes = await smallGguf(qwenMetadata);
  const { model } = await fixture.store.importFile(mine);
  expect(model).toEqual({
    id: `qwen2-5-coder-0-5b-instruct-awq-q4-k-m-${hashOf(bytes).slice(0, 8)}`,
    name: 'Qwen2.5 Coder 0.5B Instruct AWQ (Q4_K_M)',
    task: 'generate',
    sizeBytes: bytes.length,
    licence: { name: '', url: '' },
    contextTokens: 32_768,
    gpuMemoryGib: 0,
    starter: false,
    writing: false,
    base: false,
    fit: { state: 'good', reason: expect.stringMatching(/^Needs about 351 MB of memory/) },
    state: 'installed',
    origin: 'imported',
    inUse: true,
    linkedPath: mine,
    facts: {
      architecture: 'qwen2',
      quantization: 'Q4_K_M',
      parameterCount: 64,
      vocabularySize: 5_000,
      hasChatTemplate: true,
    },
  });
  // Another run, which reads the record.
  const later = fixture.storeWith({});
  expect(await later.require('generate')).toEqual({
    id: model.id,
    name: model.name,
    task: 'generate',
    path: mine,
    version: hashOf(bytes),
    contextTokens: 32_768,
    base: false,
    starter: false,
  });
  expect(await later.diskBytes()).toBeLessThan(2_000);

  expect(await later.remove(model.id)).toMatchObject({ keptPath: mine });
  await access(mine);
  expect((await later.list()).map(({ id }) => id)).toEqual(['tiny', 'big']);
});

test('the chosen model does the work, and without a choice one of the catalogue', async () => {
  const { model } = await fixture.store.importFile(mine);
  await fixture.store.install('tiny', { acceptLicences: true });
  const inUse = async (store: typeof fixture.store) =>
    (await store.list()).filter((each) => each.inUse).map(({ id }) => id);
  expect(await inUse(fixture.store)).toEqual(['tiny']);
  expect(await inUse(chosenAs(model.id))).toEqual([model.id]);
  expect((await chosenAs(model.id).require('generate')).id).toBe(model.id);
  await fixture.store.requireTask(model.id, 'generate');
  // One request may name another than the one in use.
  expect((await fixture.store.require('generate', model.id)).id).toBe(model.id);
  expect((await fixture.store.require('generate')).id).toBe('tiny');
  await expect(fixture.store.require('embed', model.id)).rejects.toMatchObject({
    code: 'model.unsupported',
  });
  await expect(fixture.store.requireTask(model.id, 'embed')).rejects.toMatchObject({
    code: 'model.unsupported',
    message: expect.stringContaining('cannot search by meaning: it can write drafts'),
  });
  const unknown = modelIdSchema.parse('nobody');
  await expect(fixture.store.requireTask(unknown, 'generate')).rejects.toMatchObject({
    code: 'model.unknown',
  });
  await expect(fixture.store.require('generate', unknown)).rejects.toMatchObject({
    code: 'model.unknown',
  });
});

test('a chosen file that vanished is said, is not replaced by another, and comes back', async () => {
  const { model } = await fixture.store.importFile(mine);
  await fixture.store.install('tiny', { acceptLicences: true });
  await rename(mine, `${mine}.away`);
  await expect(chosenAs(model.id).require('generate')).rejects.toMatchObject({
    code: 'model.moved',
    message: `The file of ${model.name} (${model.id}) is no longer at ${mine}.`,
  });
  const listed = (await fixture.store.list()).find(({ id }) => id === model.id);
  expect(listed).toMatchObject({ state: 'missing', problem: `The file is no longer at ${mine}.` });
  await rename(`${mine}.away`, mine);
  expect((await chosenAs(model.id).require('generate')).id).toBe(model.id);
  // It was moved for good: imported where it is now, it is the same model.
  await rename(mine, `${mine}.away`);
  const moved = await fixture.store.importFile(`${mine}.away`);
  expect(moved.model).toMatchObject({ id: model.id, linkedPath: `${mine}.away` });
  expect(moved.replaced).toBeUndefined();
});

test('a file that changed after it was imported is said, and imported again is another model', async () => {
  const { model } = await fixture.store.importFile(mine);
  const bytes = await smallGguf(qwenMetadata);
  bytes[bytes.length - 1] = 1;
  await writeFile(mine, bytes);
  await utimes(mine, new Date(), new Date(2020, 1, 1));
  await expect(fixture.store.require('generate')).rejects.toMatchObject({
    code: 'model.altered',
    message: expect.stringContaining('changed after it was imported'),
  });
  const again = await fixture.store.importFile(mine);
  expect(again.replaced).toBe(model.id);
  expect((await fixture.store.require('generate')).version).toBe(hashOf(bytes));
  const ids = (await fixture.store.list()).map(({ id }) => id);
  expect(ids).toEqual(['tiny', 'big', again.model.id]);
});

test('a file that was only touched stays the same model', async () => {
  const { model } = await fixture.store.importFile(mine);
  await utimes(mine, new Date(), new Date(2020, 1, 1));
  expect((await fixture.store.require('generate')).id).toBe(model.id);
});

test('what cannot run is refused with the reason, and nothing is recorded', async () => {
  const refuses = async (message: RegExp, code = 'model.unsupported') => {
    await expect(fixture.store.importFile(mine)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect((await fixture.store.list()).map(({ id }) => id)).toEqual(['tiny', 'big']);
  };
  await write({ ...qwenMetadata, 'general.architecture': { type: 'string', value: 'zebra9' } });
  await refuses(/“zebra9” is not supported/);
  await write({ ...qwenMetadata, 'qwen2.context_length': { type: 'uint32', value: 0 } });
  await refuses(/context of 0 tokens/);
  const whole = await write(qwenMetadata);
  await truncate(mine, whole.length - 64);
  await refuses(/incomplete/);
  await truncate(mine, 1_000);
  await refuses(/damaged or incomplete/);
  await writeFile(mine, 'a text');
  await refuses(/not a model in the GGUF format/);
  await writeFile(mine, 'lmgg but not a header of Whisper, which has numbers of its own');
  await refuses(/not that of a Whisper model/);
  // A hole takes no space on the disk, and is not read.
  await writeFile(mine, whole);
  await truncate(mine, 20e9);
  await refuses(/needs about 20\.4 GB of memory; this computer has 16\.0 GB/, 'model.tooLarge');
});

test('weights larger than the memory are not loaded, as when a library moved to a smaller computer', async () => {
  await truncate(mine, 20e9);
  await expect(refuseTooLarge({ path: mine }, 16e9)).rejects.toMatchObject({
    code: 'model.tooLarge',
    message: `The model file ${mine} has 20.0 GB; this computer has 16.0 GB of memory.`,
  });
  await refuseTooLarge({ path: mine }, 32e9);
});

test('the file of a model of the catalogue is that model, wherever it lies', async () => {
  await writeFile(mine, fixture.bytes);
  const { model } = await fixture.store.importFile(mine, { acceptLicences: true });
  expect(model).toMatchObject({ id: 'tiny', origin: 'catalogue', linkedPath: mine });
  await rm(mine);
  await expect(fixture.store.require('generate')).rejects.toMatchObject({ code: 'model.moved' });
  // Installed after all, it is whole again.
  await fixture.store.install('tiny');
  expect((await fixture.store.require('generate')).path).toBe(fixture.path);
});

test('a file that is named after its hash is not read to be hashed', async () => {
  const bytes = await smallGguf(miniLmMetadata);
  const blob = join(mine, '..', `sha256-${hashOf(bytes)}`);
  await writeFile(blob, bytes);
  const { model } = await fixture.store.importFile(blob, { name: 'minilm:latest' });
  expect(model).toMatchObject({ name: 'minilm:latest (F16)', task: 'embed' });
  expect((await fixture.store.require('embed')).version).toBe(hashOf(bytes));
  const copied = await fixture.store.importFile(blob, { copy: true });
  expect(copied.model.linkedPath).toBeUndefined();
});

test('a record that was tampered with is not there', async () => {
  const { model } = await fixture.store.importFile(mine);
  const record = join(fixture.dir, 'models', model.id, 'model.json');
  await writeFile(record, JSON.stringify({ id: '../tiny', file: '../x', linkedPath: 'relative' }));
  expect((await fixture.store.list()).map(({ id }) => id)).toEqual(['tiny', 'big']);
});

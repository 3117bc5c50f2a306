import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelIdSchema } from '../../../../contract/index.ts';
import { createStoreFixture, type StoreFixture } from '../testing/storeFixture.ts';
import { type Candidate, chooseModel } from './chooseModel.ts';
import { ModelsOnDisk } from './modelsOnDisk.ts';

let fixture: StoreFixture;
let disk: ModelsOnDisk;
let nowMs: number;
beforeEach(async () => {
  fixture = await createStoreFixture();
  nowMs = 1_000_000;
  disk = new ModelsOnDisk({
    modelsDir: fixture.host.paths.models,
    resourcesDir: fixture.host.paths.resources,
    clock: { nowMs: () => nowMs },
  });
  await fixture.store.install('tiny', { acceptLicences: true });
});
afterEach(() => fixture.dispose());

/** The model that writes, and whether the folder was read for it. */
async function choose(): Promise<{ id: string | undefined; read: boolean }> {
  const seen = new Set<readonly Candidate[]>();
  const candidate = await disk.choose((all) => {
    seen.add(all);
    return chooseModel(all, 'generate', undefined);
  });
  const before = last;
  last = [...seen].at(-1);
  return { id: candidate?.model.id, read: last !== before };
}
let last: readonly Candidate[] | undefined;

test('the folder is read once for many requests, and again after a change or some seconds', async () => {
  expect(await choose()).toEqual({ id: 'tiny', read: true });
  nowMs += 2_000;
  expect(await choose()).toEqual({ id: 'tiny', read: false });
  disk.forget();
  expect(await choose()).toEqual({ id: 'tiny', read: true });
  nowMs += 3_000;
  expect(await choose()).toEqual({ id: 'tiny', read: true });
  // A clock that was turned back tells nothing.
  nowMs -= 60_000;
  expect(await choose()).toEqual({ id: 'tiny', read: true });
});

test('the file of the chosen model is looked at for each request', async () => {
  expect(await choose()).toMatchObject({ id: 'tiny' });
  await utimes(fixture.path, new Date(), new Date(2020, 1, 1));
  // Touched, and the same: it was hashed again.
  expect(await choose()).toEqual({ id: 'tiny', read: true });
  await writeFile(fixture.path, Buffer.from('GGUF, but another'));
  expect(await choose()).toEqual({ id: undefined, read: true });
});

test('that there is none is remembered as long, but not to whoever needs one', async () => {
  const file = await readFile(fixture.path);
  await rm(fixture.path);
  expect(await choose()).toEqual({ id: undefined, read: true });
  nowMs += 2_000;
  expect(await choose()).toEqual({ id: undefined, read: false });
  await expect(fixture.store.require('generate')).rejects.toMatchObject({ code: 'model.missing' });
  await writeFile(fixture.path, file);
  expect((await fixture.store.require('generate')).id).toBe('tiny');
  nowMs += 1_000;
  expect(await choose()).toEqual({ id: 'tiny', read: true });
});

test('what is removed in this process is not there at once', async () => {
  expect((await fixture.store.require('generate')).id).toBe('tiny');
  await fixture.store.remove(modelIdSchema.parse('tiny'));
  await expect(fixture.store.require('generate')).rejects.toMatchObject({ code: 'model.missing' });
  await fixture.store.install('tiny');
  expect((await fixture.store.require('generate')).id).toBe('tiny');
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { tidyLibrary } from '../tidyLibrary.ts';
import { addBytes, pathOf } from './mediaStore.ts';

let place: TemporaryLibrary;
beforeEach(async () => {
  place = await temporaryLibrary();
});
afterEach(() => place.remove());

test('kill -9 while bytes are stored leaves a library that opens, without the half file', async () => {
  const { library } = place;
  const child = spawn(
    process.execPath,
    [new URL('../testing/endlessStore.ts', import.meta.url).pathname, library.directory],
    { stdio: 'ignore' },
  );
  const media = join(library.directory, 'media');
  const stored = (): Promise<string[]> => readdir(media).catch(() => []);
  await expect.poll(stored, { timeout: 20_000 }).not.toEqual([]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  tidyLibrary(library);
  expect(await readdir(media)).not.toContain('tmp');
  const bytes = Buffer.from('after the crash');
  const contentHash = await addBytes(library, bytes, '.bin');
  expect(await readFile(pathOf(library, contentHash))).toEqual(bytes);
});

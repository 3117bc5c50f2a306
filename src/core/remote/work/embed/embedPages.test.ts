import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Library, Readers } from '../../../db/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../../../search/testing/searchLibrary.ts';
import { type FakeServer, startFakeServer } from '../../testing/fakeServer.ts';
import { openDeviceWithWork } from '../testing/deviceWithWork.ts';

let opened: TestLibrary;
let server: FakeServer;
beforeEach(async () => {
  opened = openTestLibrary();
  server = await startFakeServer();
});
afterEach(async () => {
  await server.close();
  opened.close();
});

/** The library with readers that note how many rows each read gives. */
function counted(library: Library): { library: Library; pages: number[] } {
  const pages: number[] = [];
  const readers: Readers = {
    ...library.readers,
    run: async (task, input, control) => {
      const output = await library.readers.run(task, input, control);
      if (Array.isArray(output)) pages.push(output.length);
      return output;
    },
  };
  return { library: { ...library, readers }, pages };
}

test('the texts of a large library are read in pages, and each is asked for once', async () => {
  const texts = Array.from({ length: 4_100 }, (_, at) =>
    chunk(`text ${at}`, { startMs: at, endMs: at + 1 }),
  );
  opened.add({ chunks: texts });
  const { library, pages } = counted(opened.library);
  const device = openDeviceWithWork({ library });
  await device.addServer(server.url, {});

  const request = { kind: 'embed', selection: { of: 'everything' } } as const;
  expect(await device.work.plan(request)).toMatchObject({ items: 4_100, rows: 129, videos: 1 });
  expect(pages).toEqual([2_000, 2_000, 100]);

  const { batch } = await device.work.start(request);
  expect(batch?.progress.rows).toBe(129);
  expect(await device.work.plan(request)).toMatchObject({
    items: 0,
    leftOut: [{ words: 'in progress in another batch', items: 4_100 }],
  });
  await device.close();
});

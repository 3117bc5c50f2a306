import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { modelsFolder } from '../../src/core/host/index.ts';
import { samplesFolder } from '../support/samples.ts';
import { Desktop } from './desktop.ts';
import { started } from './utilityDouble.ts';

const main = 'out/main/index.js';
const root = fileURLToPath(new URL('../..', import.meta.url));

let desktop: Desktop | undefined;
afterEach(() => desktop?.close());

test('each bundled worker finds its native library and does its work', async (context) => {
  if (!existsSync(join(root, main))) return context.skip('There is no bundle: npm run build');
  const before = started.length;
  desktop = await Desktop.start({ main, models: modelsFolder() });
  const client = await (await desktop.page()).client();
  const clip = join(samplesFolder, 'lunch-money-friday.mp4');
  const paths = await desktop.choose(client, { use: 'ingest' }, [clip]);
  for await (const event of await client.videos.ingest({ paths })) {
    if (event.type === 'item') expect(event).toMatchObject({ status: 'done', warnings: [] });
  }
  const { hits, meaningSearched } = await client.search.query({ query: 'saving at lunch' });
  expect([hits.length > 0, meaningSearched]).toEqual([true, true]);
  const workers = new Set(started.slice(before).map(({ file }) => file));
  expect([...workers].sort()).toEqual(
    ['core', 'engine', 'media', 'vision', 'whisper'].map((name) =>
      join(root, `out/main/${name}.js`),
    ),
  );
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DuplicateList, SavedSearch, SearchHit } from '../src/contract/index.ts';
import { Terminal } from './support/terminal.ts';

// Each command opens the library anew.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;

const text =
  'three cheap tools that every kitchen needs and the one that everybody buys but nobody uses twice';

async function importVideos(name: string, videos: readonly object[]): Promise<void> {
  const file = join(terminal.folder, `${name}.jsonl`);
  writeFileSync(file, videos.map((video) => JSON.stringify(video)).join('\n'));
  await terminal.json('import', file);
}

beforeAll(async () => {
  terminal = await Terminal.open();
  await importVideos('first', [
    { platform: 'TikTok', id: '1', title: 'Tools', description: `${text} #kitchen` },
    {
      ...{ platform: 'YouTube', id: '2', title: 'My tools', description: `${text}!` },
      publishedAt: '2026-03-01T00:00:00Z',
    },
    { platform: 'TikTok', id: '3', title: 'Lentils', description: 'Cheap lentils for a week' },
  ]);
});
afterAll(() => terminal.close());

test('reposts are found, listed with the first published, and hidden from lists', async () => {
  expect(await terminal.json<DuplicateList>('duplicates')).toMatchObject({ groups: [] });
  const { groups, basis } = await terminal.json<DuplicateList>('duplicates', 'find');
  expect(groups).toEqual([
    expect.objectContaining({
      ...{ by: ['text'], likeness: 1 },
      videos: [
        expect.objectContaining({ title: 'My tools', platform: 'youtube' }),
        expect.objectContaining({ title: 'Tools', platform: 'tiktok' }),
      ],
    }),
  ]);
  expect(groups[0]?.original).toBe(groups[0]?.videos[0]?.videoId);
  expect(basis).toMatchObject({ compared: 2, withoutPrints: 0 });
  const { videos } = await terminal.json<{ videos: { title: string }[] }>(
    ...['list', '--reposts', 'hide', '--sort', 'title', '--ascending'],
  );
  expect(videos.map(({ title }) => title)).toEqual(['Lentils', 'My tools']);
});

test('a saved search says what is new, once, and is renamed and removed', async () => {
  const saved = await terminal.json<SavedSearch>(
    ...['searches', 'save', 'Lentils', 'cheap lentils', '--platform', 'tiktok'],
  );
  expect(saved).toMatchObject({ query: 'cheap lentils', newVideos: 0 });
  await importVideos('second', [
    { platform: 'TikTok', id: '4', title: 'Again', description: 'Lentils are cheap again' },
    { platform: 'YouTube', id: '5', title: 'Elsewhere', description: 'Cheap lentils elsewhere' },
  ]);
  const list = () => terminal.json<{ searches: SavedSearch[] }>('searches');
  expect((await list()).searches).toMatchObject([{ name: 'Lentils', newVideos: 1 }]);
  const run = () =>
    terminal.json<{ newVideoIds: string[]; hits: SearchHit[] }>(
      ...['searches', 'run', 'LENTILS', '--new'],
    );
  const { newVideoIds, hits } = await run();
  expect(newVideoIds).toHaveLength(1);
  expect(hits.map(({ title }) => title)).toEqual(['Again']);
  expect((await run()).hits).toEqual([]);
  await terminal.json('searches', 'rename', 'lentils', 'Pulses');
  expect(await terminal.json('searches', 'remove', 'Pulses')).toMatchObject({ name: 'Pulses' });
  expect(await list()).toEqual({ searches: [] });
});

test('a name of ten thousand characters, and a moment that is none, are refused', async () => {
  const long = 'x'.repeat(10_000);
  for (const [args, code] of [
    [['searches', 'save', long, 'lentils'], 'usage.invalid'],
    [['searches', 'run', long], 'search.notFound'],
    [['search', '--like', 'abc'], 'usage.invalid'],
    [['search', '--like', 'nobody@3'], 'video.notFound'],
    [['search', 'lentils', '--like', 'a@3'], 'usage.invalid'],
  ] as const) {
    const { stdout } = await terminal.run('--json', ...args);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
  }
});

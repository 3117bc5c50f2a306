import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { VideoId, VideoSummary } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import {
  addMetricSnapshots,
  addVectors,
  chunksWithoutVector,
  createSpace,
  getVideo,
  pathOf,
  replaceChunks,
  updateVideo,
  upsertChannel,
} from '../src/core/library/index.ts';
import { addSampleVideo } from '../src/core/library/testing/sampleVideo.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
let mugs: VideoId;
let pans: VideoId;
let stored: string;

beforeAll(async () => {
  terminal = await Terminal.open();
  const library = openLibrary({ directory: join(terminal.folder, 'library'), clock: systemClock });
  const place = { library, folder: terminal.folder, remove: async () => {} };
  mugs = (await addSampleVideo(place, { name: 'Mugs.mp4', bytes: 'mugs' })).id;
  pans = (await addSampleVideo(place, { name: 'Pans \u001b[31m.mp4', bytes: 'pans' })).id;
  const channelId = upsertChannel(library, { platform: 'clips', name: 'Kitchen' });
  updateVideo(library, pans, { channelId, platform: 'clips', durationMs: 61_000 });
  addMetricSnapshots(library, pans, [{ observedAtMs: 1, views: 5 }]);
  addMetricSnapshots(library, mugs, [{ observedAtMs: 1, views: 50 }]);
  for (const id of [mugs, pans]) {
    replaceChunks(library, id, [{ kind: 'title', startMs: 0, endMs: 1, text: 'cups' }]);
  }
  const shape = { modelId: 'm', modelVersion: 'v', dimensions: 2 };
  const space = createSpace(library, { ...shape, state: 'active' });
  const open = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 9 });
  const vector = Float32Array.of(0.6, 0.8);
  addVectors(
    library,
    space.id,
    open.map(({ id }) => ({ chunkId: id, vector })),
  );
  stored = pathOf(library, getVideo(library, pans).contentHash);
  library.close();
});
afterAll(() => terminal.close());

const titles = async (...args: string[]): Promise<string[]> => {
  const { videos } = await terminal.json<{ videos: VideoSummary[] }>('list', ...args);
  return videos.map(({ title }) => title);
};

test('videos are listed as asked for', async () => {
  expect((await terminal.run('list', '--sort', 'views')).stdout).toBe(
    `${mugs}           Mugs.mp4  (unfinished)\n` +
      `${pans}   1:01.0  Pans  [31m.mp4  Kitchen  (unfinished)\n`,
  );
  expect(await titles('--sort', 'views', '--ascending', '--limit', '1')).toEqual([
    'Pans \u001b[31m.mp4',
  ]);
  expect(await titles('--text', 'kitchen', '--min-duration', '61')).toHaveLength(1);
  expect(await titles('--platform', 'clips', '--min-views', '6')).toEqual([]);
  expect(await titles('--no-speech', '--offset', '1')).toEqual(['Mugs.mp4']);
  expect((await terminal.run('list', '--speech')).stdout).toBe('No matching videos.\n');
  const wrong = await terminal.run('--json', 'list', '--limit', 'many');
  expect(wrong).toMatchObject({ exitCode: 2, lines: [{ error: { code: 'usage.invalid' } }] });
});

test('similar videos, then one is removed for good', async () => {
  expect(await terminal.json('similar', mugs.slice(0, 6))).toEqual({
    videos: [{ video: expect.objectContaining({ id: pans }), likeness: expect.closeTo(1, 5) }],
  });
  expect((await terminal.run('similar', mugs)).stdout).toContain(`${pans}  100 %   1:01.0  Pans`);
  expect(await terminal.json('remove', pans.slice(0, 6))).toEqual({ freedBytes: 4 });
  expect(existsSync(stored)).toBe(false);
  expect(await titles()).toEqual(['Mugs.mp4']);
  expect(await terminal.run('--json', 'remove', pans)).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'video.notFound', message: `No video starts with ${pans}.` } }],
  });
  expect((await terminal.run('remove', mugs)).stdout).toBe('Removed, 4 B freed.\n');
  expect((await terminal.run('list')).stdout).toMatch('No videos yet.');
  expect(await terminal.json('verify')).toMatchObject({ ok: true, checkedFiles: 0 });
});

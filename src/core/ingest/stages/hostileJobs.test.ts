import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobIdSchema } from '../../../contract/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import { openTestQueue, type TestQueue } from '../../jobs/testing/testQueue.ts';
import { removeUploadOf, tidyLibrary } from '../../library/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import { WorkFiles } from '../media/workFiles.ts';
import { createTidyStage } from './media/tidyStage.ts';

let opened: TestQueue;
let victim = '';
beforeEach(async () => {
  opened = openTestQueue({ kinds: [] });
  victim = mkdtempSync(join(dirname(opened.directory), 'trendroom-victim-'));
  writeFileSync(join(victim, 'precious.txt'), 'precious');
  for (const name of ['work', 'uploads']) await mkdir(join(opened.directory, name));
});
afterEach(async () => {
  await opened.close();
  rmSync(victim, { recursive: true, force: true });
});

function addJob(id: string, state: string, payload: object = {}): void {
  const { $client } = opened.library.db;
  $client
    .prepare(
      `INSERT INTO jobs (id, kind, label, state, payload, video_id, created_at_ms)
       VALUES (?, 'ingest', 'clip.mp4', ?, ?, NULL, 1)`,
    )
    .run(id, state, JSON.stringify(payload));
  $client
    .prepare(
      "INSERT INTO job_stages (job_id, position, name, weight, state) VALUES (?, 0, 'tidy', 1, 'waiting')",
    )
    .run(id);
}

test('a job whose id leads out of the library is not there: nothing is removed', async () => {
  expect(dirname(victim)).toBe(tmpdir());
  const { library } = opened;
  const id = `../../${basename(victim)}`;
  addJob(id, 'waiting');
  const kind: JobKind<IngestPayload> = {
    ...{ kind: 'ingest', maxAttempts: 1, isRetryable: () => false },
    stages: [createTidyStage(library)],
  };
  const { queue } = opened.open([kind]);
  tidyLibrary(library);
  queue.start();
  const good = queue.enqueue(
    kind,
    { path: '/a.mp4', originalName: 'a.mp4', storage: 'copy' },
    { label: 'a' },
  );
  expect((await queue.finished(good)).state).toBe('done');
  // Older jobs run first; the end of one is stored a little later.
  await sleep(300);
  expect(existsSync(join(victim, 'precious.txt'))).toBe(true);
  expect(queue.list({ limit: 9 }).map((job) => job.id)).toEqual([good]);
  await expect(queue.cancel(id)).rejects.toMatchObject({ code: 'job.notFound' });
});

test('a job whose upload leads out of the uploads takes nothing with it', () => {
  const { library, directory } = opened;
  for (const [index, path] of [
    join(directory, 'uploads', 'x').replace('/x', '/../x'),
    join(directory, 'uploads', 'work', 'x'),
    join(victim, 'precious.txt'),
  ].entries()) {
    const id = `job-${index}`;
    addJob(id, 'done', { path });
    removeUploadOf(library, jobIdSchema.parse(id));
  }
  expect(existsSync(join(directory, 'library.sqlite'))).toBe(true);
  expect(existsSync(join(victim, 'precious.txt'))).toBe(true);
});

test('links that wait in a work folder are not written through', async () => {
  const { library, directory } = opened;
  const precious = join(victim, 'precious.txt');
  mkdirSync(join(directory, 'work', 'job1'));
  const unsafe = { code: 'library.unsafePath' };
  symlinkSync(precious, join(directory, 'work', 'job1', 'frames.json.new'));
  const files = new WorkFiles(library, jobIdSchema.parse('job1'));
  await expect(files.write('frames.json', { changed: [] }, [])).rejects.toMatchObject(unsafe);
  // Where yt-dlp would go on with a download.
  expect(() => files.folder).toThrow(expect.objectContaining(unsafe));
  symlinkSync(victim, join(directory, 'work', 'job1', 'playback'));
  const empty = await files.emptyFolder('playback');
  writeFileSync(join(empty, 'precious.txt'), 'a frame');
  await files.remove();
  expect(readFileSync(precious, 'utf8')).toBe('precious');
});

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FoundNote, Quote, VideoDetail, VideoId } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { addSampleVideo } from '../src/core/library/testing/sampleVideo.ts';
import { Terminal } from './support/terminal.ts';

// Each command is a process of its own, seconds long where many run at a time.
vi.setConfig({ testTimeout: 90_000 });

let terminal: Terminal;
let mugs: VideoId;

beforeAll(async () => {
  terminal = await Terminal.open();
  const library = openLibrary({ directory: join(terminal.folder, 'library'), clock: systemClock });
  const place = { library, folder: terminal.folder, remove: async () => {} };
  mugs = (await addSampleVideo(place, { name: 'Mugs.mp4', bytes: 'mugs' })).id;
  library.close();
});
afterAll(() => terminal.close());

test('a note is written at a time or over a span, listed, found, edited and removed', async () => {
  const short = mugs.slice(0, 8);
  const hook = await terminal.json<FoundNote>('notes', 'add', `${short}@1.25`, 'The', 'hook');
  expect(hook).toMatchObject({ videoId: mugs, startMs: 1_250, text: 'The hook' });
  await terminal.run('notes', 'add', `${short}@4-6.5`, 'Red \u001b[31mmug');
  const listed = await terminal.run('notes', short);
  expect(listed.stdout).toMatch(/0:01\.2\n {4}The hook\n/);
  expect(listed.stdout).toMatch(/0:04\.0–0:06\.5\n {4}Red {2}\[31mmug\n/);
  const { notes } = await terminal.json<{ notes: FoundNote[] }>('notes', '--text', 'MUG');
  expect(notes).toMatchObject([{ title: 'Mugs.mp4', startMs: 4_000, endMs: 6_500 }]);
  await terminal.run('notes', 'edit', hook.id, 'A', 'better', 'hook');
  expect(await terminal.json<VideoDetail>('show', short)).toMatchObject({
    notes: [{ text: 'A better hook' }, { startMs: 4_000 }],
  });
  await terminal.run('notes', 'remove', hook.id);
  expect(await terminal.run('--json', 'notes', 'remove', hook.id)).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'note.notFound' } }],
  });
  const refused = await terminal.run('notes', 'add', `${short}@6-4`, 'backwards');
  expect(refused.stderr).toContain('VIDEO@SECONDS');
});

test('a video is reviewed, shown as such and found by it; stars are 0 to 5', async () => {
  const short = mugs.slice(0, 8);
  const set = await terminal.run(
    ...['videos', 'review', short, '--status', 'shortlisted', '--rating', '4'],
    ...['--tag', 'Close-up', '--tag', 'red \u001b[31mmug'],
  );
  expect(set.stdout).toBe('shortlisted · ★★★★ · Close-up, red  [31mmug\n');
  const found = (...filters: string[]) => terminal.run('list', ...filters);
  expect((await found('--status', 'shortlisted', '--tag', 'close-UP')).stdout).toContain('★★★★');
  expect((await found('--min-rating', '5')).stdout).not.toContain('Mugs');
  await terminal.run('videos', 'review', short, '--status', 'none', '--untag', 'close-up');
  const video = await terminal.json<VideoDetail>('show', short);
  expect(video.review).toEqual({ rating: 4, tags: ['red \u001b[31mmug'] });
  const refused = await terminal.run('videos', 'review', short, '--rating', '6');
  expect(refused.stderr).toContain('stars from 0 to 5');
});

test('a codebook is kept, spans are coded, listed and written as CSV', async () => {
  const short = mugs.slice(0, 8);
  await terminal.run('codes', 'add', 'Hook', '--colour', '#3366cc', '--memo', 'First seconds');
  await terminal.run('codes', 'add', 'Question', '--parent', 'hook');
  const quote = await terminal.json<Quote>('codes', 'apply', `${short}@0-2.5`, 'question');
  expect(quote).toMatchObject({ code: 'Question', title: 'Mugs.mp4', startMs: 0, endMs: 2_500 });
  await terminal.run('codes', 'apply', `${short}@1-2`, 'hook', '--coder', 'Ann');
  const book = await terminal.run('codes');
  expect(book.stdout).toMatch(
    / 1 {2}#3366cc {2}Hook\n {4}First seconds\n.* 1 {2}#\w{6} {4}Question\n/,
  );
  const listed = await terminal.run('codes', 'quotes', 'hook');
  expect(listed.stdout).toMatch(/Question {2}0:00\.0–0:02\.5 {2}Mugs\.mp4\n.*Hook \(Ann\)/);
  const csv = await terminal.run('codes', 'export', 'hook');
  expect(csv.stdout).toContain('"Question","Hook / Question"');
  expect(csv.stdout.trim().split('\r\n')).toHaveLength(3);
  const agreement = await terminal.run('codes', 'agreement');
  expect(agreement.stdout).toMatch(/^nobody named and Ann\nn = \d+ s, of 1 video .*\n/);
  expect(agreement.stdout).toMatch(/ {2}0 s +\d s {2}Question\n$/);
  const file = join(terminal.folder, 'codes.qdpx');
  expect((await terminal.run('codes', 'export', file)).stdout).toBe(`Written: ${file}\n`);
  expect((await terminal.run('codes', 'import', file)).stdout).toMatch(
    /^Codes +0 added +2 known\nCoded spans +0 added +2 known\nNotes .*\nCoded by: nobody named, Ann\n/,
  );
  expect((await terminal.run('codes', 'export', file)).stderr).toContain('codes.qdpx');
  const twice = await terminal.run('--json', 'codes', 'add', 'HOOK');
  expect(twice.lines).toMatchObject([{ error: { code: 'code.nameTaken' } }]);
  expect((await terminal.run('codes', 'together')).stdout).toBe('No two codes overlap.\n');
  await terminal.run('codes', 'apply', `${short}@2-3`, 'hook');
  expect((await terminal.run('codes', 'together')).stdout).toMatch(
    /^ +1 in 1 video +Hook \+ Question\n$/,
  );
  await terminal.run('codes', 'unapply', quote.id);
  expect((await terminal.run('codes', 'remove', 'hook')).stdout).toBe(
    'Removed, with 2 coded spans.\n',
  );
  expect((await terminal.run('codes', 'quotes')).stdout).toContain('No coded spans');
  expect((await terminal.run('codes', 'apply', `${short}@3-2`, 'question')).stderr).toContain(
    'VIDEO@SECONDS-SECONDS',
  );
});

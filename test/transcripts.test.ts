import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EarlierTranscript, VideoDetail, VideoId } from '../src/contract/index.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { replaceTranscript, updateVideo } from '../src/core/library/index.ts';
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
  updateVideo(library, mugs, { durationMs: 60_000 });
  for (const [text, model] of [
    ['Cups are \u001b[31mred.', 'small'],
    ['Mugs are read.', 'large'],
  ] as const) {
    const segments = [{ startMs: 0, endMs: 1_500, text, words: [] }];
    replaceTranscript(library, mugs, { segments, source: 'whisper', model });
  }
  library.close();
});
afterAll(() => terminal.close());

test('an earlier transcript is listed, read, brought back, and put away again', async () => {
  const short = mugs.slice(0, 8);
  const listed = await terminal.json<{ transcripts: EarlierTranscript[] }>(
    ...['transcripts', 'list', short],
  );
  const [earlier] = listed.transcripts;
  expect(earlier).toMatchObject({ model: 'small', segments: 1 });
  const shown = await terminal.run('transcripts', 'show', short, earlier?.id.slice(0, 8) ?? '');
  expect(shown.stdout).toContain('small  until');
  expect(shown.stdout).toContain('0:00.0  Cups are  [31mred.');
  const back = await terminal.run('transcripts', 'restore', short, earlier?.id ?? '');
  const undo = /trendroom (transcripts restore \S+ \S+)/.exec(back.stdout)?.[1];
  const video = () => terminal.json<VideoDetail>('show', short);
  expect(await video()).toMatchObject({
    ...{ transcriptModel: 'small', earlierTranscripts: [{ model: 'large' }] },
  });
  await terminal.run(...(undo ?? '').split(' '));
  expect(await video()).toMatchObject({
    ...{ transcript: [{ text: 'Mugs are read.' }], earlierTranscripts: [{ model: 'small' }] },
  });
  expect(await terminal.run('--json', 'transcripts', 'show', short, 'zzz')).toMatchObject({
    exitCode: 1,
    lines: [{ error: { code: 'transcript.notFound' } }],
  });
});

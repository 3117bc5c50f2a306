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
  const library = openLibrary({ directory: terminal.library, clock: systemClock });
  const place = { library, folder: terminal.folder, remove: async () => {} };
  mugs = (await addSampleVideo(place, { name: 'Mugs.mp4', bytes: 'mugs' })).id;
  updateVideo(library, mugs, { durationMs: 60_000 });
  library.close();
  transcribe('Cups are \u001b[31mred.', 'small');
  transcribe('Mugs are read.', 'large');
});
afterAll(() => terminal.close());

/** What a model hears in the video from now on: one line. */
function transcribe(text: string, model: string): void {
  const library = openLibrary({ directory: terminal.library, clock: systemClock });
  const segments = [{ startMs: 0, endMs: 1_500, text, words: [] }];
  replaceTranscript(library, mugs, { segments, source: 'whisper', model });
  library.close();
}

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

test('lines are edited, split, merged and moved by the time at which they are heard, and undone', async () => {
  const video = () => terminal.json<VideoDetail>('show', mugs);
  const edited = await terminal.run('transcripts', 'edit', `${mugs}@0`, 'red.', '--find', 'read.');
  expect(edited.stdout).toContain('0:00.0  Mugs are red.');
  const undo = /trendroom (transcripts undo \S+)/.exec(edited.stdout)?.[1];
  expect(await video()).toMatchObject({
    ...{ transcript: [{ text: 'Mugs are red.' }], transcriptEdits: { conflicts: [] } },
  });
  expect((await terminal.run('transcripts', 'heard', mugs)).stdout).toContain('Mugs are read.');
  await terminal.run('transcripts', 'split', `${mugs}@0.3`);
  expect((await video()).transcript.map(({ text }) => text)).toEqual(['Mugs', 'are red.']);
  await terminal.run('transcripts', 'boundary', `${mugs}@0`, '0.2');
  expect((await video()).transcript.map(({ endMs }) => endMs)).toEqual([200, 1_500]);
  await terminal.run('transcripts', 'merge', `${mugs}@0`);
  expect((await video()).transcript).toMatchObject([{ text: 'Mugs are red.', endMs: 1_500 }]);
  await terminal.run('transcripts', 'revert', mugs);
  expect((await video()).transcriptEdits).toBeUndefined();
  await terminal.run('transcripts', 'undo');
  expect((await video()).transcript).toMatchObject([{ text: 'Mugs are red.' }]);
  for (let left = 3; left > 0; left--) await terminal.run('transcripts', 'undo');
  const last = await terminal.run(...(undo ?? '').split(' '));
  expect(last.stdout).toBe('1 line undone in 1 video.\n');
  expect((await video()).transcript).toMatchObject([{ text: 'Mugs are read.' }]);
  expect(await terminal.run('--json', ...(undo ?? '').split(' '))).toMatchObject({
    ...{ exitCode: 1, lines: [{ error: { code: 'transcript.noChange' } }] },
  });
});

test('an edit that a later transcription contradicts is a conflict, and either is taken', async () => {
  await terminal.run('transcripts', 'edit', `${mugs}@0`, 'Mugs are red.');
  transcribe('Mugs are rad.', 'third');
  const listed = await terminal.json<{ conflicts: { id: string }[] }>(
    'transcripts',
    'conflicts',
    mugs,
  );
  expect(listed).toMatchObject({ conflicts: [{ edited: 'red.', heard: 'rad.' }] });
  const [conflict] = listed.conflicts;
  const taken = await terminal.run('transcripts', 'resolve', mugs, conflict?.id ?? '', 'heard');
  expect(taken.stdout).toContain('No conflicts.');
  expect((await terminal.json<VideoDetail>('show', mugs)).transcript).toMatchObject([
    { text: 'Mugs are rad.' },
  ]);
});

test('a text is replaced over the library: shown first, but for what is left out, undone at once', async () => {
  const texts = async () =>
    (await terminal.json<VideoDetail>('show', mugs)).transcript.map(({ text }) => text);
  transcribe('Cost: $5 (net). Now $5.', 'fourth');
  const before = await texts();
  const preview = await terminal.run('transcripts', 'replace', '$5 (', '$& [');
  expect(preview.stdout).toContain(`${mugs}@0  Mugs.mp4`);
  expect(preview.stdout).toContain('+ Cost: $& [net). Now $5.');
  expect(preview.stdout).toContain('1 place in 1 video. Replace 1: add --apply');
  expect(await texts()).toEqual(before);
  const without = ['--apply', '--except', `${mugs.slice(0, 8)}@0`];
  const none = await terminal.run('transcripts', 'replace', '$5', '$6', ...without);
  expect(none.stdout).toContain('Replace 0');
  const done = await terminal.run('transcripts', 'replace', '$5', '$6', '--apply');
  expect(done.stdout).toContain('2 places replaced in 1 video.');
  expect(await texts()).toEqual(['Cost: $6 (net). Now $6.']);
  await terminal.run('transcripts', 'undo');
  expect(await texts()).toEqual(before);
  expect((await terminal.run('transcripts', 'replace', '.*', 'x')).stdout).toBe(
    'Not found in any transcript.\n',
  );
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import {
  addCode,
  addVectors,
  applyCode,
  chunksWithoutVector,
  createSpace,
  findPlacesTask,
  getHeard,
  getTranscript,
  getVideoDetail,
  listQuotes,
  replaceTranscript,
} from '../../library/index.ts';
import { addSampleVideo } from '../../library/testing/sampleVideo.ts';
import { findByWords } from '../../search/index.ts';
import { createTranscriptEdits, type TranscriptEdits } from './createTranscriptEdits.ts';
import { createTranscriptUpdates } from './createTranscriptUpdates.ts';
import { rechunk } from './rechunk.ts';

let place: TemporaryLibrary;
let edits: TranscriptEdits;
let id: VideoId;

/** Lines of words that follow each other, one every 500 ms. */
function lines(...texts: string[]): SegmentDto[] {
  let atMs = 0;
  return texts.map((text) => {
    const startMs = atMs;
    const words = text.split(' ').map((word) => {
      atMs += 500;
      return { text: word, startMs: atMs - 500, endMs: atMs };
    });
    return { startMs, endMs: atMs, text, words };
  });
}
const said = lines('Stop buying cold blue.', 'Cold blue costs four dollars.');
const hear = (videoId: VideoId, segments: SegmentDto[], model = 'small') => {
  const kept = replaceTranscript(place.library, videoId, { segments, source: 'whisper', model });
  rechunk(place.library, videoId);
  return kept;
};
const texts = (videoId = id) => getTranscript(place.library, videoId).map(({ text }) => text);
const found = (word: string) =>
  findByWords(place.library, { match: `"${word}"`, scope: { filters: {} }, limit: 10 }).length;
const code = async (run: () => unknown) => {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};
const retell = (position: number, before: string, after: string, videoId = id) =>
  edits.edit(videoId, { position, text: before, edit: { type: 'text', text: after } });

beforeEach(async () => {
  place = await temporaryLibrary();
  edits = createTranscriptEdits(place.library);
  ({ id } = await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' }));
  hear(id, said);
});
afterEach(() => place.remove());

test('search follows an edit: the new words are found, the old ones not, and one chunk is to be embedded', () => {
  const { library } = place;
  const space = createSpace(library, {
    ...{ modelId: 'm', modelVersion: '1', dimensions: 2, state: 'active' },
  });
  const open = () =>
    chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 9 }).map(
      ({ text }) => text,
    );
  const ids = chunksWithoutVector(library, { spaceId: space.id, afterId: 0, limit: 9 });
  addVectors(
    library,
    space.id,
    ids.map((chunk) => ({ chunkId: chunk.id, vector: Float32Array.of(1, 0) })),
  );
  expect([open(), found('blue'), found('brew')]).toEqual([[], 1, 0]);
  retell(0, 'Stop buying cold blue.', 'Stop buying cold brew.');
  expect([found('brew'), found('buying')]).toEqual([1, 1]);
  expect(open()).toEqual(['Stop buying cold brew. Cold blue costs four dollars.']);
  expect(getVideoDetail(library, id).hook?.said).toBe('Stop buying cold brew. Cold blue');
});

test('what was heard stays beside the edit, and undo makes the transcript what it was', async () => {
  const first = retell(0, 'Stop buying cold blue.', 'Stop buying cold brew.');
  const second = edits.edit(id, {
    ...{ position: 0, text: 'Stop buying cold brew.' },
    edit: { type: 'split', atMs: 1_000 },
  });
  expect(texts()).toEqual(['Stop buying', 'cold brew.', 'Cold blue costs four dollars.']);
  expect(getHeard(place.library, id)?.segments).toEqual(said);
  // Its line was split since.
  expect(await code(() => edits.undo(first))).toBe('transcript.changed');
  expect(await edits.undo(undefined)).toMatchObject({ changeId: second, undone: 1, skipped: 0 });
  await edits.undo(first);
  expect(getTranscript(place.library, id)).toEqual(said);
  expect(getHeard(place.library, id)).toBeUndefined();
  expect([found('blue'), found('brew')]).toEqual([1, 0]);
  expect(await code(() => edits.undo(first))).toBe('transcript.noChange');
});

test('a line that is another one meanwhile is not edited', async () => {
  retell(0, 'Stop buying cold blue.', 'Stop.');
  expect(await code(() => retell(0, 'Stop buying cold blue.', 'Go.'))).toBe('transcript.changed');
  expect(await code(() => retell(7, '', 'Go.'))).toBe('transcript.changed');
  expect(texts()).toEqual(['Stop.', 'Cold blue costs four dollars.']);
});

test('all edits are taken back at once, which is one change', async () => {
  expect(await code(() => edits.revert(id))).toBe('transcript.noChange');
  retell(0, 'Stop buying cold blue.', '');
  retell(0, 'Cold blue costs four dollars.', 'Cold brew costs five dollars.');
  edits.revert(id);
  expect(getTranscript(place.library, id)).toEqual(said);
  await edits.undo(undefined);
  expect(texts()).toEqual(['Cold brew costs five dollars.']);
  expect(getHeard(place.library, id)?.segments).toEqual(said);
});

test('coded spans of an edited line lead to it still, and quote it as it is now', () => {
  const { library } = place;
  const { id: codeId } = addCode(library, { name: 'hook', memo: '' });
  const span = { startMs: 1_000, endMs: 2_000 };
  applyCode(library, { codeId, videoId: id, ...span, coder: 'me' });
  retell(0, 'Stop buying cold blue.', 'Stop buying cold brew.');
  edits.edit(id, { position: 0, text: texts()[0] ?? '', edit: { type: 'merge' } });
  expect(listQuotes(library, { limit: 9 }).quotes).toMatchObject([{ ...span, said: 'cold brew.' }]);
});

test('edits survive a new transcription; where it differs one can take either, and undo that', async () => {
  retell(0, 'Stop buying cold blue.', 'Stop buying cold brew.');
  retell(1, 'Cold blue costs four dollars.', 'Cold brew costs four dollars.');
  hear(id, lines('Stop buying cold bloom.', 'Cold blue costs 4 dollars.'), 'large');
  expect(texts()).toEqual(['Stop buying cold brew.', 'Cold brew costs 4 dollars.']);
  const detail = () => getVideoDetail(place.library, id);
  const [conflict, ...others] = detail().transcriptEdits?.conflicts ?? [];
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({ edited: 'brew.', heard: 'bloom.', startMs: 1_500 });
  const conflictId = conflict?.id ?? '';
  const taken = edits.resolve(id, { conflictId, take: 'heard' });
  expect(texts()[0]).toBe('Stop buying cold bloom.');
  expect(detail().transcriptEdits).toEqual({ conflicts: [] });
  expect([found('bloom'), found('brew')]).toEqual([1, 1]);
  await edits.undo(taken);
  expect(texts()[0]).toBe('Stop buying cold brew.');
  expect(await code(() => edits.resolve(id, { conflictId, take: 'heard' }))).toBe(
    'transcript.changed',
  );
  // The edited transcript of before can be had again, with what was heard then.
  const [earlier] = detail().earlierTranscripts;
  createTranscriptUpdates(place.library).restore(id, earlier?.id ?? '');
  expect(texts()).toEqual(['Stop buying cold brew.', 'Cold brew costs four dollars.']);
  expect(getHeard(place.library, id)?.segments).toEqual(said);
});

test('the edit is taken: the conflict is closed, and nothing changes', () => {
  retell(0, 'Stop buying cold blue.', 'Stop buying cold brew.');
  hear(id, lines('Stop buying cold bloom.', 'Cold blue costs four dollars.'));
  const [conflict] = getHeard(place.library, id)?.conflicts ?? [];
  const taken = edits.resolve(id, { conflictId: conflict?.id ?? '', take: 'edited' });
  expect([taken, texts()[0]]).toEqual([undefined, 'Stop buying cold brew.']);
  expect(getHeard(place.library, id)?.conflicts).toEqual([]);
});

test('what is removed and heard otherwise later can be had as it is heard', () => {
  retell(0, 'Stop buying cold blue.', '');
  hear(id, lines('Go and buy cold brew.', 'Cold blue costs four dollars.'));
  expect(texts()).toEqual(['Cold blue costs four dollars.']);
  const [conflict] = getHeard(place.library, id)?.conflicts ?? [];
  expect(conflict).toMatchObject({ edited: '' });
  edits.resolve(id, { conflictId: conflict?.id ?? '', take: 'heard' });
  expect(texts().join(' ')).toBe('Go and buy cold brew. Cold blue costs four dollars.');
});

const query = (find: string, replace: string, options = {}) => ({
  ...{ find, replace, matchCase: false, wholeWords: false, ...options },
});
const find = (...given: Parameters<typeof query>) =>
  place.library.readers.run(findPlacesTask, query(...given));

test('a text is replaced over the library but for what is not chosen; one undo takes all back', async () => {
  const other = (await addSampleVideo(place, { name: 'b.mp4', bytes: 'b' })).id;
  hear(other, lines('blue blue Blue'));
  const { places, total, videos } = await find('blue', 'brew');
  expect([total, videos]).toEqual([5, 2]);
  const inOther = places.filter(({ videoId }) => videoId === other);
  expect(inOther.map(({ start, end, replaced }) => [start, end, replaced])).toEqual([
    [0, 4, 'brew blue Blue'],
    [5, 9, 'blue brew Blue'],
    [10, 14, 'blue blue brew'],
  ]);
  const chosen = places.filter(({ videoId, occurrence }) => videoId === id || occurrence !== 1);
  const done = await edits.replace(query('blue', 'brew'), chosen);
  expect(done).toMatchObject({ replaced: 4, skipped: 0 });
  expect([texts(), texts(other)]).toEqual([
    ['Stop buying cold brew.', 'Cold brew costs four dollars.'],
    ['brew blue brew'],
  ]);
  expect(getTranscript(place.library, other)[0]?.words[2]).toEqual({
    ...{ text: 'brew', startMs: 1_000, endMs: 1_500 },
  });
  expect(await edits.undo(done.changeId)).toMatchObject({ undone: 3, skipped: 0 });
  expect([texts(), texts(other)]).toEqual([said.map(({ text }) => text), ['blue blue Blue']]);
});

test('a place whose line was edited since it was found is left as it is', async () => {
  const { places } = await find('cold', 'iced');
  retell(0, 'Stop buying cold blue.', 'Never buy cold blue.');
  expect(await edits.replace(query('cold', 'iced'), places)).toMatchObject({
    ...{ replaced: 1, skipped: 1 },
  });
  expect(texts()).toEqual(['Never buy cold blue.', 'iced blue costs four dollars.']);
});

test('patterns are text, and so is what they are replaced by', async () => {
  const hostile = '(a+)+$ [x] .* \\d $& ^ {9} a|b /';
  hear(id, lines(`${hostile} aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!`, 'aab 5'));
  for (const pattern of ['(a+)+$', '.*', '\\d', 'a|b', '[x]', '^', '$&', '{9}', '/']) {
    expect([pattern, (await find(pattern, '')).total]).toEqual([pattern, 1]);
  }
  const [place0] = (await find('.*', '$& $1 $`')).places;
  expect(place0?.replaced).toContain('[x] $& $1 $` \\d');
});

test('whole words and case, in any script', async () => {
  hear(id, lines('Cat category CAT cat’s', 'кот котик'));
  const total = async (...given: Parameters<typeof query>) => (await find(...given)).total;
  expect(await total('cat', '')).toBe(4);
  expect(await total('cat', '', { wholeWords: true })).toBe(3);
  expect(await total('cat', '', { matchCase: true })).toBe(2);
  expect(await total('кот', '', { wholeWords: true })).toBe(1);
});

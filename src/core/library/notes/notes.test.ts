import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteIdSchema, type VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { removeVideo } from '../videos/removeVideo.ts';
import { getVideoDetail } from '../videos/videoDetail.ts';
import { addNote, editNote, listNotes, removeNote } from './noteRepository.ts';

let place: TemporaryLibrary;
let videoId: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  videoId = (await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' })).id;
});
afterEach(() => place.remove());

test('notes stand in the order of their times, in the details of their video', () => {
  const { library } = place;
  addNote(library, { videoId, startMs: 4_000, endMs: 6_500, text: 'The whole <b>joke</b>' });
  addNote(library, { videoId, startMs: 1_000, text: 'Hook' });
  expect(getVideoDetail(library, videoId).notes).toMatchObject([
    { startMs: 1_000, text: 'Hook' },
    { startMs: 4_000, endMs: 6_500, text: 'The whole <b>joke</b>' },
  ]);
  expect(getVideoDetail(library, videoId).notes[0]).not.toHaveProperty('endMs');
});

test('notes of all videos are found by their words, taken as they are', async () => {
  const { library } = place;
  const other = await addSampleVideo(place, { name: 'b.mp4', bytes: 'b' });
  addNote(library, { videoId, startMs: 0, text: 'A 100% Promise' });
  addNote(library, { videoId: other.id, startMs: 5, text: 'promised again' });
  const found = (text: string) =>
    listNotes(library, { text, limit: 10 })
      .map(({ title }) => title)
      .sort();
  expect(found('PROMISE')).toEqual(['a.mp4', 'b.mp4']);
  expect(found('0%')).toEqual(['a.mp4']);
  expect(found('_')).toEqual([]);
});

test('an edited note says so; a removed one is gone, and so are those of a removed video', () => {
  const { library } = place;
  const first = addNote(library, { videoId, startMs: 0, text: 'One' });
  expect(editNote(library, first.id, 'Two')).toMatchObject({
    text: 'Two',
    editedAtMs: expect.any(Number),
  });
  expect(removeNote(library, first.id)).toMatchObject({ text: 'Two', startMs: 0 });
  expect(() => editNote(library, first.id, 'Three')).toThrow('not found');
  expect(() => removeNote(library, noteIdSchema.parse('none'))).toThrow('not found');
  addNote(library, { videoId, startMs: 0, text: 'Left behind' });
  removeVideo(library, videoId);
  expect(listNotes(library, { limit: 10 })).toEqual([]);
});

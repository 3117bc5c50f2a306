import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SegmentDto, VideoId } from '../../../contract/index.ts';
import { type TemporaryLibrary, temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { getEarlierTranscript, listEarlierTranscripts } from './earlierTranscripts.ts';
import { replaceTranscript } from './replaceTranscript.ts';

let place: TemporaryLibrary;
let id: VideoId;
beforeEach(async () => {
  place = await temporaryLibrary();
  ({ id } = await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' }));
});
afterEach(() => place.remove());

const words = [{ text: 'Hello', startMs: 0, endMs: 400 }];
const said = (text: string): SegmentDto[] => [{ startMs: 0, endMs: 900, text, words }];
const replace = (text: string, model = 'm') =>
  replaceTranscript(place.library, id, { segments: said(text), source: 'whisper', model });
const openings = () => listEarlierTranscripts(place.library, id).map(({ opening }) => opening);

test('what gives way is kept with its words; the first, and the same again, take no place', () => {
  expect(replace('one', 'small')).toBeUndefined();
  // A stage that runs again after a kill writes what it wrote before.
  expect(replace('one', 'small')).toBeUndefined();
  const kept = replace('two');
  expect(listEarlierTranscripts(place.library, id)).toEqual([
    {
      ...{ id: kept, source: 'whisper', model: 'small', segments: 1, opening: 'one' },
      replacedAtMs: expect.any(Number),
    },
  ]);
  const read = (which: string) => getEarlierTranscript(place.library, id, which).transcript;
  expect(read(kept?.slice(0, 8) ?? '')).toEqual(said('one'));
  expect(() => read('no')).toThrow('There is no transcript no.');
  // Nothing in its place: it is kept all the same.
  replaceTranscript(place.library, id, undefined);
  expect(openings()).toEqual(['two', 'one']);
  expect(() => read('')).toThrow('more than one');
});

test('the newest ten of a video are kept, and those of others are let be', async () => {
  const other = (await addSampleVideo(place, { name: 'b.mp4', bytes: 'b' })).id;
  for (const text of ['first', 'then']) {
    const transcript = { segments: said(text), source: 'whisper' } as const;
    replaceTranscript(place.library, other, transcript);
  }
  for (let count = 0; count <= 12; count++) replace(`number ${count}`);
  expect(openings()).toEqual(Array.from({ length: 10 }, (_, at) => `number ${11 - at}`));
  expect(listEarlierTranscripts(place.library, other)).toHaveLength(1);
});

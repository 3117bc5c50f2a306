import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SegmentDto } from '../../../contract/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { addSampleVideo } from '../testing/sampleVideo.ts';
import { getTranscript } from './getTranscript.ts';
import { writeSegments } from './writeSegments.ts';

const lines = fc.array(
  fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }).map(
    (words): SegmentDto => ({
      ...{ startMs: 0, endMs: 9, text: words.join(' ') },
      words: words.map((text) => ({ text, startMs: 0, endMs: 1 })),
    }),
  ),
  { maxLength: 6 },
);

test('lines that stay are left where they are, and all are as if written anew', async () => {
  const place = await temporaryLibrary();
  const { id } = await addSampleVideo(place, { name: 'a.mp4', bytes: 'a' });
  const other = await addSampleVideo(place, { name: 'b.mp4', bytes: 'b' });
  const others: SegmentDto[] = [{ startMs: 0, endMs: 1, text: 'let be', words: [] }];
  writeSegments(place.library, other.id, others);
  fc.assert(
    fc.property(lines, lines, fc.nat({ max: 6 }), fc.nat({ max: 6 }), (before, added, at, gone) => {
      writeSegments(place.library, id, before);
      const after = before.toSpliced(at, gone, ...added);
      writeSegments(place.library, id, after, before);
      expect(getTranscript(place.library, id)).toEqual(after);
    }),
    { numRuns: 100 },
  );
  expect(getTranscript(place.library, other.id)).toEqual(others);
  await place.remove();
});

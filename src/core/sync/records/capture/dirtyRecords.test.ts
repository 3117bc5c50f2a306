import { expect, test } from 'vitest';
import { contentHashSchema } from '../../../../contract/index.ts';
import { temporaryLibrary } from '../../../db/testing/temporaryLibrary.ts';
import { replaceTranscript } from '../../../library/transcripts/replaceTranscript.ts';
import { insertVideo } from '../../../library/videos/videoRepository.ts';
import { startRecording } from '../sharingState.ts';
import { captureChanges } from './captureChanges.ts';
import { dirtyRecords, markPushed } from './dirtyRecords.ts';

test('long transcripts are read a few at a time, and what is on its way is not read again', async () => {
  const { library, remove } = await temporaryLibrary();
  startRecording(library, { target: 'local', workspaceId: 'w' });
  const text = 'a'.repeat(3_000_000);
  for (const digit of ['1', '2', '3', '4']) {
    const id = insertVideo(library, {
      ...{ contentHash: contentHashSchema.parse(digit.repeat(64)), title: digit },
      ...{ originalName: 'a.mp4', originalPath: '/a.mp4', storage: 'copy', sizeBytes: 1 },
    });
    replaceTranscript(library, id, {
      source: 'whisper',
      segments: [{ startMs: 0, endMs: 900, text, words: [] }],
    });
  }
  while (captureChanges(library, 'device') > 0);
  const sent: string[] = [];
  let onTheirWay = dirtyRecords(library, { limit: 100, onTheirWay: [] });
  expect(onTheirWay.length).toBeLessThan(8);
  while (onTheirWay.length > 0) {
    const next = dirtyRecords(library, { limit: 100, onTheirWay });
    sent.push(...onTheirWay.map(({ kind, id }) => `${kind} ${id[0]}`));
    markPushed(library, onTheirWay);
    onTheirWay = next;
  }
  const all = ['1', '2', '3', '4'].flatMap((digit) => [`transcript ${digit}`, `video ${digit}`]);
  expect(sent.toSorted()).toEqual(all.toSorted());
  await remove();
});

import { expect, test } from 'vitest';
import { transcriptMaker } from './transcriptMaker.ts';

test('a transcript names its model, not the weights’ hash, or the captions it came from', () => {
  expect(transcriptMaker('whisper', `whisper-base@${'0f'.repeat(32)}`)).toBe('By whisper-base');
  expect(transcriptMaker('whisper', 'team/large@v3')).toBe('By team/large@v3');
  expect(transcriptMaker('whisper', undefined)).toBe('Transcribed');
  expect(transcriptMaker('sidecar-captions', undefined)).toBe('From a caption file');
});

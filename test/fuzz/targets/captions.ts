import { decodeCaptionText } from '../../../src/core/ingest/captions/decodeCaptionText.ts';
import { parseCaptions } from '../../../src/core/ingest/captions/parseCaptions.ts';
import { expectPlain, expectThat, type FuzzTarget } from '../fuzzTarget.ts';

/** The bytes of a file beside a video, whose name says .srt or .vtt. */
export const target: FuzzTarget = {
  name: 'captions',
  codes: ['captions.invalid'],
  words: [
    'WEBVTT',
    '\n\n',
    ' --> ',
    '00:00:01,000 --> 00:00:02,000\n',
    '00:01.000 --> 00:02.000 line:50% align:start\n',
    'NOTE ',
    'STYLE\n::cue(b) { color: red }\n',
    'REGION\nid:a width:40%\n',
    '<b>',
    '<v Bob>',
    '<00:00:01.500>',
    '{\\an8}',
    '&lt;',
    '&#x10ffff;',
    '\\N',
    '99:59:59.999',
  ],
  run: async (input) => {
    const text = decodeCaptionText(input);
    const format = text.trimStart().startsWith('WEBVTT') ? 'vtt' : 'srt';
    const segments = await parseCaptions({ text, format, durationMs: 0 });
    let before = 0;
    for (const { startMs, endMs, text: words } of segments) {
      expectThat(Number.isSafeInteger(startMs) && Number.isSafeInteger(endMs), 'times are whole');
      expectThat(before <= startMs && startMs < endMs, 'segments follow one another');
      expectThat(words !== '', 'a segment has words');
      expectPlain(words, 'a segment');
      before = startMs;
    }
  },
};

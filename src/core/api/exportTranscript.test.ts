import fc from 'fast-check';
import { parseText } from 'media-captions';
import { expect, test } from 'vitest';
import { type SegmentDto, type VideoDetail, videoIdSchema } from '../../contract/index.ts';
import { exportTranscript } from './exportTranscript.ts';

function videoSaying(...texts: string[]): VideoDetail {
  return {
    id: videoIdSchema.parse('v1'),
    title: '../Ünïcode / "hook"',
    durationMs: 5_000,
    width: 0,
    height: 0,
    hasSpeech: true,
    hasFile: true,
    hasPoster: false,
    tags: [],
    soundRegions: [],
    seen: [],
    comments: { total: 0, top: [] },
    complete: true,
    createdAtMs: 0,
    originalName: 'a.mp4',
    storage: 'copy',
    sizeBytes: 1,
    frameRate: 0,
    rotationDegrees: 0,
    transcript: texts.map((text, index) => ({
      startMs: 3_599_000 + index * 1_500,
      endMs: 3_600_250 + index * 1_500,
      text,
      words: [],
    })),
    shots: [],
    keyframes: [],
    earlierTranscripts: [],
    notes: [],
    pictures: [],
    onScreenText: [],
    metrics: [],
    collections: [],
    conflictedFields: [],
    products: [],
    warnings: [],
  };
}

test('SubRip: numbered cues with commas; text cannot end or forge a cue', () => {
  const { fileName, text } = exportTranscript(videoSaying('Hi there.', 'a\n\n2 --> 3'), 'srt');
  expect(fileName).toBe('Ünïcode-hook.srt');
  expect(text).toBe(
    '1\n00:59:59,000 --> 01:00:00,250\nHi there.\n\n' +
      '2\n01:00:00,500 --> 01:00:01,750\na 2 → 3\n\n',
  );
});

test('WebVTT: markup in speech stays text', () => {
  const { text } = exportTranscript(videoSaying('<b>5 & 6</b>'), 'vtt');
  expect(text).toBe('WEBVTT\n\n00:59:59.000 --> 01:00:00.250\n&lt;b&gt;5 &amp; 6&lt;/b&gt;\n\n');
});

test('CSV: quotes doubled, formulas defused', () => {
  const { text } = exportTranscript(videoSaying('=HYPERLINK("x")', 'say "hi"'), 'csv');
  expect(text).toBe(
    'start_ms,end_ms,text\r\n3599000,3600250,"\'=HYPERLINK(""x"")"\r\n' +
      '3600500,3601750,"say ""hi"""\r\n',
  );
});

test.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠SUM(A1)', '−1', '﹦1'],
  ...['\t=1', '\r=1', '\u00a0=1', '\u200b=1', '\ufeff=1', '\u0000=1'],
])('CSV: %j is text in a spreadsheet', (said) => {
  const { text } = exportTranscript(videoSaying(said), 'csv');
  const [, cell = ''] = /,\d+,"(.*)"\r\n$/s.exec(text) ?? [];
  expect(cell).toMatch(/^'/);
});

test('CSV: speech that only holds such signs stays as it is', () => {
  const { text } = exportTranscript(videoSaying('a = b', '5 − 3'), 'csv');
  expect(text).toContain('"a = b"');
  expect(text).toContain('"5 − 3"');
});

test('plain text and JSON carry the whole transcript', () => {
  const video = videoSaying('One.', 'Two.');
  expect(exportTranscript(video, 'txt').text).toBe('One.\nTwo.\n');
  expect(JSON.parse(exportTranscript(video, 'json').text)).toEqual(video);
});

test('Markdown: times lead there, and speech is no markup', () => {
  const video = videoSaying('<b>5</b> [x](y)', 'Two.');
  const { text } = exportTranscript({ ...video, sourceUrl: 'https://v.example/1' }, 'md');
  expect(text).toContain(
    '[00:59:59.000](<trendroom://video/v1?t=3599>) [web](<https://v.example/1#t=3599>) \\<b\\>5',
  );
  expect(text).toContain('\\[x\\]\\(y\\)');
  const script = exportTranscript({ ...video, sourceUrl: 'javascript:alert(1)' }, 'md');
  expect(script.text).not.toContain('javascript');
});

/** A word every 400 ms from a second on. */
function spoken(text: string): SegmentDto[] {
  const words = text.split(' ').map((word, index) => ({
    ...{ text: word, startMs: 1_000 + index * 400, endMs: 1_400 + index * 400 },
  }));
  return [{ startMs: 1_000, endMs: words.at(-1)?.endMs ?? 1_000, text, words }];
}
const sentence =
  'Stop buying cold brew at the corner, because it costs four dollars a cup and you can make it at home tonight.';

test('long lines become captions of two lines of 42 characters, broken where one pauses', () => {
  const video = { ...videoSaying(), transcript: spoken(sentence) };
  expect(exportTranscript(video, 'srt').text).toBe(
    [
      '1\n00:00:01,000 --> 00:00:03,800\nStop buying cold brew at the corner,\n',
      '2\n00:00:03,800 --> 00:00:09,800\nbecause it costs four dollars a cup\nand you can make it at home tonight.\n\n',
    ].join('\n'),
  );
  const narrow = { lineLength: 20, lines: 1, charactersPerSecond: 17 };
  const lines = exportTranscript(video, 'srt', narrow).text.split('\n');
  expect(lines.filter((line) => line.length > 20 && !line.includes('-->'))).toEqual([]);
  expect(lines).toContain('because it costs');
});

test('WebVTT has the time of each word, and is read back as what was said', async () => {
  const video = { ...videoSaying(), transcript: spoken('Mix 5 < 6 & stir') };
  const { text } = exportTranscript(video, 'vtt');
  expect(text).toContain('Mix<00:00:01.400> 5<00:00:01.800> &lt;<00:00:02.200> 6');
  const { cues } = await parseText(text, { type: 'vtt', strict: true, errors: true });
  const said = cues.map((cue) => cue.text.replace(/<[\d:.]+>/g, ''));
  expect(said).toEqual(['Mix 5 &lt; 6 &amp; stir']);
  expect(cues[0]).toMatchObject({ startTime: 1, endTime: 3.4 });
});

test('a caption stays to be read where there is room, and it is told where there is none', () => {
  const line = (startMs: number, endMs: number, text: string) => ({
    ...{ startMs, endMs, text, words: [] },
  });
  const transcript = [
    line(0, 300, 'Wait.'),
    line(2_000, 2_400, 'This is very much to say.'),
    line(2_400, 4_000, 'Done.'),
  ];
  const file = exportTranscript({ ...videoSaying(), transcript }, 'srt');
  expect(file.text.match(/.* --> .*/g)).toEqual([
    '00:00:00,000 --> 00:00:00,800',
    '00:00:02,000 --> 00:00:02,400',
    '00:00:02,400 --> 00:00:04,000',
  ]);
  expect(file.captions).toEqual({ count: 3, tooFast: 1 });
});

test('a text without spaces is cut by characters', () => {
  const transcript = [{ startMs: 0, endMs: 9_000, text: '今日は晴れ'.repeat(6), words: [] }];
  const style = { lineLength: 13, lines: 2, charactersPerSecond: 17 };
  const { text } = exportTranscript({ ...videoSaying(), transcript }, 'srt', style);
  const lines = text.split('\n').filter((line) => /[今日は晴れ]/u.test(line));
  expect(lines.map((line) => line.length)).toEqual([13, 13, 4]);
});

const hostileWord = fc
  .string({ minLength: 1, maxLength: 12 })
  .map((text) => text.replace(/\s/gu, ''))
  .filter((text) => text !== '');
const transcripts = fc
  .array(fc.array(hostileWord, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 5 })
  .map((lines) => {
    let atMs = 0;
    return lines.map((words): SegmentDto => {
      const startMs = atMs;
      const timed = words.map((text) => {
        atMs += 300;
        return { text, startMs: atMs - 300, endMs: atMs };
      });
      return { startMs, endMs: atMs, text: words.join(' '), words: timed };
    });
  });

test.each(['srt', 'vtt'] as const)(
  '%s: whatever is said comes back from another parser, in order',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(transcripts, async (transcript) => {
        const { text, captions } = exportTranscript({ ...videoSaying(), transcript }, format);
        const { cues } = await parseText(text, { type: format, strict: false, errors: true });
        expect(cues).toHaveLength(captions?.count ?? 0);
        let atSeconds = 0;
        for (const { startTime, endTime } of cues) {
          expect(startTime).toBeGreaterThanOrEqual(atSeconds);
          expect(endTime).toBeGreaterThan(startTime);
          atSeconds = startTime;
        }
      }),
      { numRuns: 100 },
    );
  },
);

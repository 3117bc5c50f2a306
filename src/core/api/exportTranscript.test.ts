import { expect, test } from 'vitest';
import { type VideoDetail, videoIdSchema } from '../../contract/index.ts';
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
  expect(text).toContain('[00:59:59.000](<https://v.example/1#t=3599>) \\<b\\>5');
  expect(text).toContain('\\[x\\]\\(y\\)');
  const script = exportTranscript({ ...video, sourceUrl: 'javascript:alert(1)' }, 'md');
  expect(script.text).not.toContain('javascript');
});

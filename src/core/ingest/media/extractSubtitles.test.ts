import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grey, makeClip } from '../../../../test/support/makeClip.ts';
import { extractSubtitles } from './extractSubtitles.ts';
import { probeMedia } from './probeMedia.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trendroom-subtitles-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const never = new AbortController().signal;

async function withTrack(name: string, text: string): Promise<string> {
  const subtitles = join(dir, name);
  await writeFile(subtitles, text);
  const path = `${subtitles}.mkv`;
  await makeClip({ path, scenes: [{ yuv: grey, frames: 75 }], subtitles });
  return path;
}

test('the cues of an SRT track come with their times', async () => {
  const path = await withTrack(
    'a.srt',
    '1\n00:00:00,500 --> 00:00:01,500\nGrüße <b>you</b>\nsecond line\n\n' +
      '2\n00:00:02,000 --> 00:00:02,500\nEnd\n',
  );
  const { subtitles } = await probeMedia(path);
  expect(subtitles).toEqual([{ index: 1 }]);
  expect(await extractSubtitles(path, 1, never)).toEqual([
    { startMs: 500, endMs: 1_500, text: 'Grüße <b>you</b>\nsecond line' },
    { startMs: 2_000, endMs: 2_500, text: 'End' },
  ]);
});

test('of an ASS track the text is taken, commas and all', async () => {
  const path = await withTrack(
    'b.ass',
    '[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n' +
      'Style: Default,Arial,20\n\n[Events]\n' +
      'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n' +
      'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,One, two,\\Nthree\n',
  );
  expect(await extractSubtitles(path, 1, never)).toEqual([
    { startMs: 1_000, endMs: 2_000, text: 'One, two,\\Nthree' },
  ]);
});

test('a stream that is not there has no cues', async () => {
  const path = await withTrack('c.srt', '1\n00:00:00,500 --> 00:00:01,500\nHi\n');
  expect(await extractSubtitles(path, 7, never)).toEqual([]);
});

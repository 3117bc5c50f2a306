import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmbeddedTrack, findCaptions } from './findCaptions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-captions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function find(tracks: EmbeddedTrack[], language?: string) {
  const warnings: [string, string][] = [];
  const captions = await findCaptions({
    mediaPath: join(folder, 'clip.mp4'),
    durationMs: 10_000,
    language,
    readEmbedded: async () => tracks,
    warn: (code, message) => warnings.push([code, message]),
  });
  return { captions, warnings };
}

const cue = (text: string) => ({ startMs: 1_000, endMs: 2_000, text });
const segment = (text: string) => ({ startMs: 1_000, endMs: 2_000, text, words: [] });
const sidecar = (name: string, text: string) => writeFile(join(folder, name), text);

it('takes a sidecar before a track inside', async () => {
  await sidecar('clip.en-GB.srt', '1\n00:00:01,000 --> 00:00:02,000\nbeside\n');
  expect(await find([{ language: 'eng', cues: [cue('inside')] }])).toEqual({
    captions: { source: 'sidecar-captions', language: 'en', segments: [segment('beside')] },
    warnings: [],
  });
});

it('warns of a broken sidecar and takes the track inside, in the wanted language', async () => {
  await sidecar('clip.srt', 'these are not captions');
  const tracks = [
    { language: 'eng', cues: [cue('hello')] },
    { language: 'deu', cues: [cue('{\\an8}<i>hallo</i>')] },
  ];
  expect(await find(tracks, 'de-AT')).toEqual({
    captions: { source: 'embedded-captions', language: 'de', segments: [segment('hallo')] },
    warnings: [['captions.invalid', expect.stringContaining('clip.srt')]],
  });
});

it('finds none, and says why where there was something', async () => {
  expect(await find([])).toEqual({ captions: undefined, warnings: [] });
  expect(await find([{ language: 'und', cues: [cue('[Music]')] }])).toEqual({
    captions: undefined,
    warnings: [['captions.invalid', expect.stringContaining('track 1')]],
  });
});

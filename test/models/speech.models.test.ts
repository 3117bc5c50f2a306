import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installedModels } from '../../bench/support/installedModels.ts';
import { joinSampleSound } from '../../bench/support/sampleSound.ts';
import { transcribeAudio } from '../../src/core/ingest/speech/transcribeAudio.ts';
import { createWhisperTranscriber } from '../../src/core/ingest/speech/whisper/whisperTranscriber.ts';
import { withoutSpeech } from '../support/backgrounds.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-speech-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function hear(parts: readonly Float32Array[]) {
  const pcmPath = join(folder, 'sound.pcm');
  await writeFile(pcmPath, Buffer.concat(parts.map((part) => new Uint8Array(part.buffer))));
  const { host, models } = installedModels(folder);
  const transcriber = createWhisperTranscriber(host.children);
  try {
    return await transcribeAudio({
      ...{ transcriber, pcmPath, language: undefined },
      model: await models.require('transcribe'),
      keeper: { find: async () => undefined, keep: async () => {} },
      signal: new AbortController().signal,
      onProgress() {},
      yieldSlot: async () => {},
    });
  } finally {
    transcriber.release();
  }
}

/** Cut by loudness, with one language for all of it, this came back empty. */
test('ten seconds of speech after music and noise are heard, at their time', async () => {
  const clip = join(folder, 'clip.pcm');
  await joinSampleSound(['lunch-money-friday.mp4'], clip);
  const speech = new Float32Array(new Uint8Array(await readFile(clip)).buffer);
  const none = new Float32Array();
  const { segments, regions, language } = await hear([
    withoutSpeech.music?.(22) ?? none,
    withoutSpeech['pink noise']?.(24) ?? none,
    speech,
  ]);
  const text = segments.map((segment) => segment.text).join(' ');
  expect(text).toContain('stopped buying lunch');
  expect(text).toContain('my whole holiday');
  expect(language).toBe('en');
  expect(segments[0]?.startMs).toBeGreaterThan(45_900);
  expect(segments[0]?.startMs).toBeLessThan(46_500);
  expect(regions[0]).toMatchObject({ kind: 'sound', startMs: 0 });
  expect(regions[0]?.endMs).toBeGreaterThan(45_000);
  expect(regions.some(({ kind }) => kind === 'speech')).toBe(true);
});

test('no words are made up for music, noise, tones, applause, humming and silence', async () => {
  const parts = Object.values(withoutSpeech).map((make) => make(12));
  expect((await hear(parts)).segments).toEqual([]);
});

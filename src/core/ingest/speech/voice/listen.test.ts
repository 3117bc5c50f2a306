import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withoutSpeech } from '../../../../../test/support/backgrounds.ts';
import { samplesFolder } from '../../../../../test/support/samples.ts';
import { silentLogger } from '../../../base/index.ts';
import { createNodeHost } from '../../../host/index.ts';
import { extractSound } from '../../media/sound/extractSound.ts';
import type { Transcriber } from '../transcriber.ts';
import { createWhisperTranscriber } from '../whisper/whisperTranscriber.ts';
import { findUtterances } from './findUtterances.ts';
import { listenToAll } from './listenToAll.ts';

const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const { signal } = new AbortController();

let folder: string;
/** Confined to the folder, as in the product. */
let transcriber: Transcriber;
let speech: Float32Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-voice-'));
  transcriber = createWhisperTranscriber(children, folder);
  const pcmPath = join(folder, 'clip.pcm');
  const path = join(samplesFolder, 'lunch-money-friday.mp4');
  await extractSound({ path, durationMs: 0, pcmPath }, { signal, onProgress: () => {} });
  speech = new Float32Array(new Uint8Array(await readFile(pcmPath)).buffer);
});
afterAll(async () => {
  transcriber.release();
  await rm(folder, { recursive: true, force: true });
});

/** Where somebody speaks, in seconds. */
async function voicesIn(samples: Float32Array): Promise<number[][]> {
  const pcmPath = join(folder, 'sound.pcm');
  await writeFile(pcmPath, new Uint8Array(samples.buffer));
  const durationMs = samples.length / 16;
  const { probabilities } = await listenToAll({
    ...{ transcriber, model: undefined, pcmPath, durationMs, signal },
    yieldSlot: async () => {},
  });
  return findUtterances(probabilities, durationMs).map(({ startMs, endMs }) => [
    startMs / 1_000,
    endMs / 1_000,
  ]);
}

it.each(['music', 'pink noise', 'silence', 'tones', 'applause'])(
  'hears no voice in %s',
  async (name) => {
    expect(await voicesIn(withoutSpeech[name]?.(12) ?? speech)).toEqual([]);
  },
);

it.each(['music', 'pink noise'])(
  'hears a voice over %s, though it went on for long',
  async (name) => {
    const seconds = 30;
    const mixed = withoutSpeech[name]?.(seconds) ?? new Float32Array();
    const offset = 20 * 16_000;
    for (let i = offset; i < mixed.length; i++) {
      mixed[i] = ((mixed[i] ?? 0) + (speech[i - offset] ?? 0)) / 2;
    }
    const voices = await voicesIn(mixed);
    // The sample says three sentences, from 0.2 s on, with two pauses.
    expect(voices[0]?.[0]).toBeGreaterThan(20);
    expect(voices[0]?.[0]).toBeLessThan(20.4);
    const heard = voices.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0);
    expect(heard).toBeGreaterThan(7.5);
  },
);

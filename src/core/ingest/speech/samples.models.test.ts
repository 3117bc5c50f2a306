import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSamples, samplesFolder } from '../../../../test/support/samples.ts';
import { modelsFolder } from '../../../cli/folders.ts';
import { silentLogger } from '../../base/index.ts';
import { createNodeHost } from '../../host/index.ts';
import { createModelStore } from '../../inference/index.ts';
import { createMediaClient } from '../media/mediaClient.ts';
import { createPieceKeeper } from './pieceKeeper.ts';
import { type AudioTranscript, transcribeAudio } from './transcribeAudio.ts';
import { createWhisperTranscriber } from './whisper/whisperTranscriber.ts';

const host = createNodeHost({
  libraryDir: '',
  modelsDir: modelsFolder(),
  logger: silentLogger,
  networkAllowed: false,
});
const media = createMediaClient(host.children);
const transcriber = createWhisperTranscriber(host.children);
const { signal } = new AbortController();
const samples = Object.entries(readSamples().truth.files).map(([file, truth]) => ({
  file,
  ...truth,
}));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-speech-'));
});
afterAll(async () => {
  media.stop();
  transcriber.release();
  await rm(folder, { recursive: true, force: true });
});

async function transcribe(file: string): Promise<AudioTranscript & { soundMs: number }> {
  const path = join(samplesFolder, file);
  const pcmPath = join(folder, `${file}.pcm`);
  const { durationMs } = await media.call('probe', { path });
  const { silences, durationMs: soundMs } = await media.call('sound', {
    path,
    durationMs,
    pcmPath,
  });
  const transcript = await transcribeAudio({
    transcriber,
    model: await createModelStore({ host }).require('transcribe'),
    pcmPath,
    silences,
    language: undefined,
    keeper: createPieceKeeper(join(folder, `${file}.pieces`)),
    signal,
    onProgress() {},
    yieldSlot: async () => {},
  });
  return { ...transcript, soundMs };
}

describe('the real Whisper on the samples', () => {
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
  const english = samples.filter(({ language }) => language === 'en');
  let wrong = 0;
  let all = 0;

  it.each(english)('$file: words in order, nearly all right', async ({ file, spoken }) => {
    const { segments, language, soundMs } = await transcribe(file);
    const times = segments.flatMap(({ words }) => words.flatMap((w) => [w.startMs, w.endMs]));
    const heard = wordsOf(segments.map(({ text }) => text).join(' '));
    const errors = editDistance(wordsOf(spoken), heard);
    wrong += errors;
    all += wordsOf(spoken).length;
    expect(language).toBe('en');
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(soundMs);
    expect(errors / wordsOf(spoken).length).toBeLessThan(0.2);
  });

  it('mistakes fewer than one word in ten over all of them', () => {
    expect(all).toBeGreaterThan(200);
    expect(wrong / all).toBeLessThan(0.1);
  });

  it('puts each word where its sentence is said', async () => {
    const sample = samples.find(({ file }) => file === 'stop-scrubbing.mp4');
    const words = (await transcribe('stop-scrubbing.mp4')).segments.flatMap((s) => s.words);
    let at = 0;
    const found = (sample?.sentences ?? []).map(({ text }) => {
      const said = words.slice(at, at + wordsOf(text).length);
      at += said.length;
      return { startMs: said[0]?.startMs ?? -9_999, endMs: said.at(-1)?.endMs ?? -9_999 };
    });
    expect(found.length).toBeGreaterThan(1);
    for (const [i, { startMs, endMs }] of (sample?.sentences ?? []).entries()) {
      expect(Math.abs((found[i]?.startMs ?? 0) - startMs)).toBeLessThan(800);
      expect(Math.abs((found[i]?.endMs ?? 0) - endMs)).toBeLessThan(800);
    }
  });

  it('knows Spanish when it hears it', async () => {
    expect((await transcribe('piel-seca.mp4')).language).toBe('es');
  });

  it('hears no words in a clip with music alone', async () => {
    const silent = samples.filter(({ spoken }) => spoken === '');
    expect(silent).toHaveLength(1);
    for (const { file } of silent) {
      expect(await transcribe(file)).toMatchObject({ segments: [], language: undefined });
    }
  });
});

/** Least number of words to add, drop or change (Levenshtein). */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, word] of a.entries()) {
    const row = [i + 1];
    for (const [j, other] of b.entries()) {
      const change = (previous[j] ?? 0) + (word === other ? 0 : 1);
      row.push(Math.min(change, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous.at(-1) ?? 0;
}

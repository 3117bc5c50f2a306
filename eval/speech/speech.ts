import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { quantile } from '../../bench/benchmark.ts';
import { installedModels } from '../../bench/support/installedModels.ts';
import type { SoundRegionDto } from '../../src/contract/index.ts';
import { transcribeAudio } from '../../src/core/ingest/speech/transcribeAudio.ts';
import { createWhisperTranscriber } from '../../src/core/ingest/speech/whisper/whisperTranscriber.ts';
import { withoutSpeech } from '../../test/support/backgrounds.ts';
import { type Mixture, makeMixtures, readSpoken } from './mixtures.ts';
import { type Score, scoreWords } from './score.ts';

/** The bars: points of word error above clean speech, by how much louder than the background it is. */
const errorBars: Readonly<Record<string, number>> = { '+10 dB': 3, '+5 dB': 8 };
const medianBarMs = 80;
const p95BarMs = 250;
const quietSeconds = 30;

/**
 * Speech over music and noise, with 20 s of them before, between and after, and sounds without
 * speech, through the product's own transcription; `only` names some of them.
 */
export async function evaluateSpeech(only = ''): Promise<{ lines: string[]; holds: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-speech-'));
  const { host, models } = installedModels(folder);
  const model = await models.require('transcribe');
  const transcriber = createWhisperTranscriber(host.children);
  const pcmPath = join(folder, 'sound.pcm');
  const hear = async (samples: Float32Array) => {
    await writeFile(
      pcmPath,
      new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
    );
    const startMs = performance.now();
    const transcript = await transcribeAudio({
      ...{ transcriber, model, pcmPath, language: undefined },
      keeper: { find: async () => undefined, keep: async () => {} },
      signal: new AbortController().signal,
      onProgress: () => {},
      yieldSlot: async () => {},
    });
    const words = transcript.segments.flatMap((segment) => segment.words);
    return { ...transcript, words, tookMs: performance.now() - startMs };
  };
  const lines: string[] = [];
  // Each takes half a minute or more: who waits sees them come.
  const tell = (line: string): void => {
    lines.push(line);
    process.stderr.write(`${line}\n`);
  };
  let holds = true;
  let cleanError = 0;
  try {
    const mixtures = makeMixtures(await readSpoken(), [10, 5, 0]);
    for (const mixture of mixtures.filter(({ name }) => name.includes(only) || name === 'clean')) {
      const { words, regions, tookMs } = await hear(mixture.samples);
      const score = scoreWords(words, mixture.sentences);
      const error = (100 * score.wordErrors) / score.words;
      if (mixture.name === 'clean') cleanError = error;
      const isGood = isGoodEnough(mixture, score, error - cleanError);
      holds &&= isGood;
      tell(lineOf(mixture, score, error, tookMs, regions, isGood));
    }
    for (const [name, make] of Object.entries(withoutSpeech)) {
      if (!name.includes(only)) continue;
      const { words, regions, tookMs } = await hear(make(quietSeconds));
      holds &&= words.length === 0;
      const said = words.map(({ text }) => text).join(' ');
      tell(
        `${name}, ${quietSeconds} s without speech: ${words.length} words ${said}, unclear ${unclearOf(regions)} s, ${(tookMs / 1_000).toFixed(1)} s`,
      );
    }
  } finally {
    transcriber.release();
    await rm(folder, { recursive: true, force: true });
  }
  return { lines, holds };
}

function isGoodEnough({ name }: Mixture, score: Score, pointsAbove: number): boolean {
  const bar = Object.entries(errorBars).find(([ratio]) => name.endsWith(ratio))?.[1];
  const median = quantile(score.startsOffMs, 0.5);
  const p95 = quantile(score.startsOffMs, 0.95);
  if (bar === undefined && name !== 'clean') return true;
  return (
    score.lost === 0 &&
    score.invented === 0 &&
    pointsAbove <= (bar ?? 0) &&
    median <= medianBarMs &&
    p95 <= p95BarMs
  );
}

function lineOf(
  { name, samples, sentences }: Mixture,
  score: Score,
  error: number,
  tookMs: number,
  regions: readonly SoundRegionDto[],
  isGood: boolean,
): string {
  const { lost, invented, startsOffMs } = score;
  return [
    `${name}, ${Math.round(samples.length / 16_000)} s: ${lost} of ${sentences.length} sentences lost`,
    `${invented} words invented, word error ${error.toFixed(1)} %`,
    `starts off by ${Math.round(quantile(startsOffMs, 0.5))} ms, p95 ${Math.round(quantile(startsOffMs, 0.95))} (n ${startsOffMs.length})`,
    `unclear ${unclearOf(regions)} s, ${(tookMs / 1_000).toFixed(1)} s${isGood ? '' : ': DOES NOT HOLD'}`,
  ].join(', ');
}

function unclearOf(regions: readonly SoundRegionDto[]): string {
  const unclearMs = regions
    .filter(({ kind }) => kind === 'unclear')
    .reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return (unclearMs / 1_000).toFixed(1);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { quantile } from '../../bench/benchmark.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import { extractFrames } from '../../src/core/ingest/media/frames/extractFrames.ts';
import { probeMedia } from '../../src/core/ingest/media/probeMedia.ts';
import { readScreen } from '../../src/core/ingest/screen/readScreen.ts';
import { createScreenReader } from '../../src/core/ingest/screen/screenReader.ts';
import { createVisionClient } from '../../src/core/ingest/screen/visionClient.ts';
import { readSamples, samplesFolder } from '../../test/support/samples.ts';
import type { ShownText } from './cardClip.ts';
import { hardCards, makeCard } from './makeCards.ts';
import { type FoundText, type ScreenScore, scoreTexts } from './score.ts';

/** The bars: characters wrong of a hundred. */
const sampleBar = 1;
const cardBar = 8;

interface Clip {
  name: string;
  truth: readonly ShownText[];
  path(): Promise<string>;
}

interface Read {
  score: ScreenScore;
  frames: number;
  tookMs: number;
}

/**
 * Text on screen of the samples and of ten hard cards, through the product's own frames and recognition;
 * `only` names some of them, and has what was read printed.
 */
export async function evaluateScreenText(only = ''): Promise<{ lines: string[]; holds: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-screen-text-'));
  const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
  const vision = createVisionClient(children);
  const reader = createScreenReader(vision);
  const signal = new AbortController().signal;
  const read = async ({ truth, path }: Clip): Promise<Read & { found: FoundText[] }> => {
    const file = await path();
    const { durationMs, video } = await probeMedia(file);
    const { width = 0, height = 0, rotationDegrees = 0 } = video ?? {};
    const startMs = performance.now();
    const frames = await extractFrames(
      { path: file, durationMs, width, height, rotationDegrees, folder },
      { signal, onProgress: () => {} },
    );
    const found = await readScreen({
      ...{ reader, frames: frames.changed, signal, onProgress: () => {} },
      yieldSlot: async () => {},
    });
    const tookMs = performance.now() - startMs;
    return { score: scoreTexts(found, truth), frames: frames.changed.length, tookMs, found };
  };
  const lines: string[] = [];
  // Each takes seconds: who waits sees them come.
  const tell = (line: string): void => {
    lines.push(line);
    process.stderr.write(`${line}\n`);
  };
  const all = async (title: string, clips: readonly Clip[], bar: number): Promise<boolean> => {
    const results: Read[] = [];
    for (const clip of clips.filter(({ name }) => name.includes(only))) {
      const result = await read(clip);
      results.push(result);
      tell(`  ${rowOf(clip.name, result)}`);
      if (only === '') continue;
      for (const { startMs, endMs, text, kind = '' } of result.found) {
        tell(`      ${startMs}–${endMs} ms ${kind} ${JSON.stringify(text)}`);
      }
    }
    if (results.length === 0) return true;
    const total = results.reduce(add);
    tell(`${rowOf(title, total)} (bar ${bar} %)`);
    return shareWrong(total.score) <= bar;
  };
  try {
    const samples = Object.entries(readSamples().truth.files).map(([file, { onScreen }]) => ({
      ...{ name: file, truth: onScreen, path: async () => join(samplesFolder, file) },
    }));
    const cards = hardCards.map((card) => ({ ...card, path: () => makeCard(card) }));
    const samplesHold = await all('samples', samples, sampleBar);
    const cardsHold = await all('hard cards', cards, cardBar);
    return { lines: [], holds: samplesHold && cardsHold };
  } finally {
    vision.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function shareWrong({ wrong, characters }: ScreenScore): number {
  return (100 * wrong) / Math.max(1, characters);
}

function rowOf(name: string, { score, frames, tookMs }: Read): string {
  const { texts, entries, timesOffMs, timesWrong, wordsOffMs, words, kindsWrong } = score;
  const wordTimes =
    words === 0
      ? ''
      : `, words with a time ${wordsOffMs.length} of ${words}, median / p95 ${offOf(wordsOffMs)} ms off`;
  return `${name}: ${shareWrong(score).toFixed(1)} % of ${score.characters} characters wrong, ${entries} entries for ${texts} texts, times wrong ${timesWrong} (median / p95 ${offOf(timesOffMs)} ms off)${wordTimes}, kinds wrong ${kindsWrong}, ${frames} frames, ${(tookMs / 1_000).toFixed(1)} s`;
}

function offOf(timesMs: readonly number[]): string {
  if (timesMs.length === 0) return '–';
  return [0.5, 0.95].map((share) => Math.round(quantile(timesMs, share))).join(' / ');
}

function add(a: Read, b: Read): Read {
  const [one, other] = [a.score, b.score];
  return {
    frames: a.frames + b.frames,
    tookMs: a.tookMs + b.tookMs,
    score: {
      characters: one.characters + other.characters,
      wrong: one.wrong + other.wrong,
      texts: one.texts + other.texts,
      entries: one.entries + other.entries,
      timesOffMs: [...one.timesOffMs, ...other.timesOffMs],
      timesWrong: one.timesWrong + other.timesWrong,
      wordsOffMs: [...one.wordsOffMs, ...other.wordsOffMs],
      words: one.words + other.words,
      kindsWrong: one.kindsWrong + other.kindsWrong,
    },
  };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelIdSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { InstalledModel } from '../../inference/index.ts';
import { createPieceKeeper } from './pieceKeeper.ts';
import { transcribeAudio } from './transcribeAudio.ts';
import type { PieceTranscript, TranscribeInput, Transcriber } from './transcriber.ts';

const minute = 60_000;
const loud = Array.from({ length: 3_000 }, () => -20);
const model: InstalledModel = {
  id: modelIdSchema.parse('whisper'),
  name: 'Whisper',
  task: 'transcribe',
  path: '/models/whisper.bin',
  version: 'v1',
  contextTokens: undefined,
  base: false,
  starter: true,
};

let folder: string;
let pcmPath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-speech-'));
  pcmPath = join(folder, 'audio.pcm');
  await writeFile(pcmPath, Buffer.alloc(16 * 4 * 7 * minute));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Says each piece's number in its middle; fails at the given call. */
function speaker(asked: TranscribeInput[], failAt = Number.POSITIVE_INFINITY): Transcriber {
  return {
    stamp: 'test',
    release() {},
    transcribe: async (input): Promise<PieceTranscript> => {
      asked.push(input);
      if (asked.length === failAt) throw new AppError('worker.crashed', 'gone');
      const text = `Here begins the piece number ${asked.length}.`;
      const words = text.split(' ').map((word, i) => ({
        text: word,
        startMs: 1_000 + i * 300,
        endMs: 1_250 + i * 300,
      }));
      return { words, language: 'en', loudnessDb: loud };
    },
  };
}

function run(transcriber: Transcriber, progress: number[] = []) {
  return transcribeAudio({
    transcriber,
    model,
    pcmPath,
    silences: [{ startMs: 4 * minute, endMs: 4 * minute + 1_000 }],
    language: undefined,
    keeper: createPieceKeeper(join(folder, 'pieces')),
    signal: new AbortController().signal,
    yieldSlot: async () => {},
    onProgress: (fraction) => progress.push(Math.round(fraction * 100) / 100),
  });
}

it('joins pieces with their offsets and keeps the language that was heard', async () => {
  const asked: TranscribeInput[] = [];
  const progress: number[] = [];
  const { segments, language } = await run(speaker(asked), progress);
  expect({
    language,
    texts: segments.map(({ startMs, endMs, text }) => [startMs, endMs, text]),
  }).toEqual({
    language: 'en',
    texts: [
      [1_000, 2_750, 'Here begins the piece number 1.'],
      [241_500, 243_250, 'Here begins the piece number 2.'],
    ],
  });
  expect(segments[1]?.words[0]).toEqual({ text: 'Here', startMs: 241_500, endMs: 241_750 });
  expect(asked.map((input) => input.language)).toEqual([undefined, 'en']);
  expect(progress).toEqual([0.57, 1]);
});

it('repeats only the piece in which it was interrupted', async () => {
  const asked: TranscribeInput[] = [];
  await expect(run(speaker(asked, 2))).rejects.toMatchObject({ code: 'worker.crashed' });
  const { segments } = await run(speaker(asked));
  expect(asked.map((input) => input.piece.startMs)).toEqual([0, 240_500, 240_500]);
  expect(segments.map((segment) => segment.startMs)).toEqual([1_000, 241_500]);
});

it('drops what was made up in silence', async () => {
  const quiet: Transcriber = {
    ...speaker([]),
    transcribe: async () => ({
      words: [
        { text: 'Hello.', startMs: 0, endMs: 500 },
        { text: 'Thank', startMs: 20_000, endMs: 20_300 },
        { text: 'you.', startMs: 20_300, endMs: 20_500 },
      ],
      language: 'en',
      loudnessDb: [...loud.slice(0, 10), ...loud.map(() => -90)],
    }),
  };
  const { segments } = await run({ ...quiet });
  expect(segments.map((segment) => [segment.startMs, segment.text])).toEqual([
    [0, 'Hello.'],
    [240_500, 'Hello.'],
  ]);
});

it('has no transcript and no language when nothing is said', async () => {
  const silent: Transcriber = {
    ...speaker([]),
    transcribe: async () => ({ words: [], language: 'nn', loudnessDb: [] }),
  };
  expect(await run(silent)).toEqual({ segments: [], language: undefined });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { modelIdSchema } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import type { InstalledModel } from '../../inference/index.ts';
import { createPieceKeeper } from './pieceKeeper.ts';
import { transcribeAudio } from './transcribeAudio.ts';
import type {
  AudioPiece,
  HeardWord,
  PieceTranscript,
  TranscribeInput,
  Transcriber,
} from './transcriber.ts';
import { hearsVoice } from './voice/testing/hearsVoice.ts';

const minute = 60_000;
/** Somebody speaks here; the rest is silent. */
const voices = [
  { startMs: 10_000, endMs: 30_000 },
  { startMs: 4 * minute, endMs: 4 * minute + 20_000 },
];
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

type Answer = (input: TranscribeInput, call: number) => Partial<PieceTranscript>;

function hearing(answer: Answer, asked: TranscribeInput[] = [], spans = voices): Transcriber {
  return {
    stamp: 'test',
    release() {},
    listen: async ({ piece }) =>
      hearsVoice(
        piece.endMs - piece.startMs,
        spans.map(({ startMs, endMs }) => ({
          startMs: startMs - piece.startMs,
          endMs: endMs - piece.startMs,
        })),
      ),
    transcribe: async (input) => {
      asked.push(input);
      return { words: [], language: 'en', ...answer(input, asked.length) };
    },
  };
}

const say = (text: string, startMs = 1_000): HeardWord[] =>
  text.split(' ').map((word, i) => ({
    text: word,
    startMs: startMs + i * 300,
    endMs: startMs + i * 300 + 250,
  }));

function run(transcriber: Transcriber, progress: number[] = []) {
  return transcribeAudio({
    transcriber,
    model,
    pcmPath,
    language: undefined,
    keeper: createPieceKeeper(join(folder, 'pieces')),
    signal: new AbortController().signal,
    yieldSlot: async () => {},
    onProgress: (fraction) => progress.push(Math.round(fraction * 100) / 100),
  });
}

const startsOf = (spans: readonly AudioPiece[]) =>
  spans.map(({ startMs }) => Math.round(startMs / 1_000));

it('hears speech alone, and gives its words the times of the whole', async () => {
  const asked: TranscribeInput[] = [];
  const progress: number[] = [];
  const numbered: Answer = (_input, call) => ({ words: say(`Here begins piece number ${call}.`) });
  const { segments, language, regions } = await run(hearing(numbered, asked), progress);
  expect(asked.map(({ spans }) => startsOf(spans))).toEqual([[10], [240]]);
  expect(segments.map(({ startMs, text }) => [Math.round(startMs / 1_000), text])).toEqual([
    [11, 'Here begins piece number 1.'],
    [241, 'Here begins piece number 2.'],
  ]);
  expect(language).toBe('en');
  expect(regions.map(({ kind, startMs }) => [kind, Math.round(startMs / 1_000)])).toEqual([
    ['silence', 0],
    ['speech', 10],
    ['silence', 30],
    ['speech', 240],
    ['silence', 260],
  ]);
  expect(progress).toEqual([0.5, 1]);
});

it('detects the language anew after a scene without speech', async () => {
  const asked: TranscribeInput[] = [];
  const answers = [say('Here somebody speaks at length.'), say('Aquí habla otra persona ahora.')];
  const two: Answer = (_input, call) => ({
    words: answers[call - 1] ?? [],
    language: call === 1 ? 'en' : 'es',
  });
  const { regions } = await run(hearing(two, asked));
  expect(asked.map(({ language }) => language)).toEqual([undefined, undefined]);
  expect(regions.flatMap(({ language }) => language ?? [])).toEqual(['en', 'es']);
});

it('repeats only the piece in which it was interrupted', async () => {
  const asked: TranscribeInput[] = [];
  const crash: Answer = (_input, call) => {
    if (call === 2) throw new AppError('worker.crashed', 'gone');
    return { words: say('Here somebody speaks at length.') };
  };
  await expect(run(hearing(crash, asked))).rejects.toMatchObject({ code: 'worker.crashed' });
  const { segments } = await run(hearing(crash, asked));
  expect(asked.map(({ spans }) => startsOf(spans)[0])).toEqual([10, 240, 240]);
  expect(segments).toHaveLength(2);
});

it('hears again what came back empty, and what is not understood then is unclear, not gone', async () => {
  const asked: TranscribeInput[] = [];
  const one = voices.slice(0, 1);
  const none = await run(hearing(() => ({}), asked, one));
  expect(asked.map(({ temperature }) => temperature)).toEqual([0, 0.4]);
  expect(none.segments).toEqual([]);
  expect(none.language).toBeUndefined();
  expect(none.regions.map(({ kind }) => kind)).toEqual(['silence', 'unclear', 'silence']);
});

it('takes the second hearing where the first went in circles', async () => {
  const answers = [
    say('so the money is so the money is so the money is '.repeat(3).trim()),
    say('So the money is gone by Friday.'),
  ];
  const circles: Answer = (_input, call) => ({ words: answers[call - 1] ?? [] });
  const { segments } = await run(hearing(circles, [], voices.slice(0, 1)));
  expect(segments.map(({ text }) => text)).toEqual(['So the money is gone by Friday.']);
});

it('names a sound that the model heard, and has no words for it', async () => {
  const music: Answer = () => ({ words: [{ text: '[Music]', startMs: 0, endMs: 20_000 }] });
  const { segments, regions } = await run(hearing(music, [], voices.slice(0, 1)));
  expect(segments).toEqual([]);
  expect(regions[1]).toMatchObject({ kind: 'sound', label: 'Music' });
});

it('asks no model where nobody speaks', async () => {
  const asked: TranscribeInput[] = [];
  const { segments, language } = await run(hearing(() => ({}), asked, []));
  expect({ segments, language, asked }).toEqual({ segments: [], language: undefined, asked: [] });
});

import { stat } from 'node:fs/promises';
import type { SegmentDto, SoundRegionDto } from '../../../contract/index.ts';
import type { InstalledModel } from '../../inference/index.ts';
import { hearPack } from './hearPack.ts';
import type { PieceKeeper } from './pieceKeeper.ts';
import { bytesPerSample } from './readPcm.ts';
import { soundRegions } from './soundRegions.ts';
import { type AudioPiece, sampleRate, type Transcriber } from './transcriber.ts';
import { findUtterances } from './voice/findUtterances.ts';
import { LanguageGuess } from './voice/languageGuess.ts';
import { listenToAll } from './voice/listenToAll.ts';
import { lengthOf, planPacks } from './voice/planPacks.ts';

export interface TranscribeAudioInput {
  transcriber: Transcriber;
  model: InstalledModel;
  pcmPath: string;
  /** BCP 47 tag of the speech; detected when left out. */
  language: string | undefined;
  /** Keeps finished pieces, so that a crash repeats one piece and not the whole. */
  keeper: PieceKeeper;
  signal: AbortSignal;
  onProgress(fraction: number): void;
  /** Awaited before each piece, while nothing runs: more urgent work goes first. */
  yieldSlot(): Promise<void>;
}

export interface AudioTranscript {
  segments: SegmentDto[];
  /** What is heard where, from beginning to end. */
  regions: SoundRegionDto[];
  /** ISO 639-1, of most of the words; none when nobody speaks. */
  language: string | undefined;
}

/**
 * The transcript of a whole audio file. Voice activity says what is speech; that alone is heard,
 * in packs of half a minute, so memory stays flat however long the file is. No segments when
 * nothing is said. Errors: those of {@link Transcriber}.
 */
export async function transcribeAudio(input: TranscribeAudioInput): Promise<AudioTranscript> {
  const { pcmPath, signal } = input;
  const durationMs = await durationOf(pcmPath);
  const { probabilities, loudnessDb } = await listenToAll({ ...input, durationMs });
  const utterances = findUtterances(probabilities, durationMs);
  const packs = planPacks(utterances, probabilities, durationMs);
  const totalMs = packs.reduce((sum, { spans }) => sum + lengthOf(spans), 0);

  const segments: SegmentDto[] = [];
  const voices: SoundRegionDto[] = [];
  const guess = new LanguageGuess();
  let doneMs = 0;
  for (const pack of packs) {
    await input.yieldSlot();
    signal.throwIfAborted();
    const heard = await hearPack({
      pack,
      utterances,
      language: input.language ?? guess.of(pack),
      hear: (spans, language, temperature) => hearOnce(input, spans, language, temperature),
    });
    guess.learn(heard);
    segments.push(...heard.segments);
    voices.push(...heard.regions);
    doneMs += lengthOf(pack.spans);
    input.onProgress(doneMs / Math.max(1, totalMs));
  }
  return {
    segments,
    regions: soundRegions(voices, loudnessDb, durationMs),
    language: segments.length > 0 ? (input.language ?? guess.mostHeard()) : undefined,
  };
}

/** Length of a PCM file in whole milliseconds. */
export async function durationOf(pcmPath: string): Promise<number> {
  return Math.floor(((await stat(pcmPath)).size / bytesPerSample / sampleRate) * 1_000);
}

async function hearOnce(
  { transcriber, model, pcmPath, keeper, signal }: TranscribeAudioInput,
  spans: readonly AudioPiece[],
  language: string | undefined,
  temperature: number,
) {
  const times = spans.map(({ startMs, endMs }) => `${startMs}-${endMs}`);
  const key = [transcriber.stamp, model.version, language ?? 'auto', temperature, ...times];
  const kept = await keeper.find(key.join(' '));
  if (kept !== undefined) return kept;
  const made = await transcriber.transcribe(
    { model, pcmPath, spans, language, temperature },
    signal,
  );
  await keeper.keep(key.join(' '), made);
  return made;
}

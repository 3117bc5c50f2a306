import { stat } from 'node:fs/promises';
import type { SegmentDto, WordDto } from '../../../contract/index.ts';
import type { InstalledModel } from '../../inference/index.ts';
import { isHeard, loudnessOf, loudnessStepMs } from './loudness.ts';
import type { PieceKeeper } from './pieceKeeper.ts';
import { planPieces, type TimeSpan } from './planPieces.ts';
import { bytesPerSample, readPcm } from './readPcm.ts';
import {
  type AudioPiece,
  type PieceTranscript,
  sampleRate,
  type Transcriber,
} from './transcriber.ts';
import { cleanWords } from './words/cleanWords.ts';
import { groupWords } from './words/groupWords.ts';
import { isPlausible } from './words/isPlausible.ts';

export interface TranscribeAudioInput {
  transcriber: Transcriber;
  model: InstalledModel;
  pcmPath: string;
  silences: readonly TimeSpan[];
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
  /** ISO 639-1; none when nobody speaks. */
  language: string | undefined;
}

/** So many words make a detected language sure enough for the rest of the audio. */
const sureWords = 5;

/** Samples are read in parts of this length, so that memory stays flat. */
const readStepMs = 60_000;

/** How far Whisper's times may be off where silence begins. */
const timeErrorMs = 300;

/**
 * The transcript of a whole audio file, in pieces cut at silences: memory stays flat however
 * long it is. No segments when nothing is said. Errors: those of {@link Transcriber}.
 */
export async function transcribeAudio(input: TranscribeAudioInput): Promise<AudioTranscript> {
  const { pcmPath, silences, signal } = input;
  const durationMs = ((await stat(pcmPath)).size / bytesPerSample / sampleRate) * 1_000;
  const pieces = await planPieces({
    durationMs: Math.floor(durationMs),
    silences,
    quietestMs: quietestIn(pcmPath),
    isSilent: silenceIn(pcmPath),
  });
  const totalMs = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);

  const segments: SegmentDto[] = [];
  const heardWords = new Map<string, number>();
  let doneMs = 0;
  for (const piece of pieces) {
    await input.yieldSlot();
    signal.throwIfAborted();
    const language = input.language ?? sureLanguage(heardWords);
    const result = await transcribePiece(input, piece, language);
    const found = segmentsOf(result, piece);
    const words = found.reduce((sum, segment) => sum + segment.words.length, 0);
    if (result.language !== undefined && words > 0) {
      heardWords.set(result.language, (heardWords.get(result.language) ?? 0) + words);
    }
    segments.push(...found);
    doneMs += lengthOf(piece);
    input.onProgress(doneMs / Math.max(1, totalMs));
  }
  return { segments, language: segments.length > 0 ? maxHeard(heardWords) : undefined };
}

async function transcribePiece(
  { transcriber, model, pcmPath, keeper, signal }: TranscribeAudioInput,
  piece: AudioPiece,
  language: string | undefined,
): Promise<PieceTranscript> {
  const key = [transcriber.stamp, model.version, language ?? 'auto', piece.startMs, piece.endMs];
  const kept = await keeper.find(key.join(' '));
  if (kept !== undefined) return kept;
  const made = await transcriber.transcribe({ model, pcmPath, piece, language }, signal);
  await keeper.keep(key.join(' '), made);
  return made;
}

/** Segments with times of the whole audio, without what Whisper made of silence and noise. */
function segmentsOf(result: PieceTranscript, piece: AudioPiece): SegmentDto[] {
  const words = cleanWords(result.words, lengthOf(piece));
  const heard = groupWords(words).filter(({ startMs, endMs }) =>
    isHeard(result.loudnessDb, startMs - timeErrorMs, endMs + timeErrorMs),
  );
  if (!isPlausible(heard, result.language)) return [];
  return heard.map((segment) => ({
    ...segment,
    startMs: segment.startMs + piece.startMs,
    endMs: segment.endMs + piece.startMs,
    words: segment.words.map((word) => later(word, piece.startMs)),
  }));
}

function later(word: WordDto, offsetMs: number): WordDto {
  return { ...word, startMs: word.startMs + offsetMs, endMs: word.endMs + offsetMs };
}

function sureLanguage(heardWords: ReadonlyMap<string, number>): string | undefined {
  const best = maxHeard(heardWords);
  return best !== undefined && (heardWords.get(best) ?? 0) >= sureWords ? best : undefined;
}

function maxHeard(heardWords: ReadonlyMap<string, number>): string | undefined {
  return [...heardWords].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function quietestIn(pcmPath: string) {
  return async (fromMs: number, toMs: number): Promise<number> => {
    const loudness = await loudnessIn(pcmPath, fromMs, toMs);
    const quietest = loudness.indexOf(Math.min(...loudness));
    return fromMs + Math.max(0, quietest) * loudnessStepMs + loudnessStepMs / 2;
  };
}

function silenceIn(pcmPath: string) {
  return async (fromMs: number, toMs: number): Promise<boolean> => {
    for (let startMs = fromMs; startMs < toMs; startMs += readStepMs) {
      const endMs = Math.min(toMs, startMs + readStepMs);
      const loudness = await loudnessIn(pcmPath, startMs, endMs);
      if (isHeard(loudness, 0, endMs - startMs)) return false;
    }
    return true;
  };
}

async function loudnessIn(pcmPath: string, fromMs: number, toMs: number): Promise<number[]> {
  const startSample = Math.round((fromMs * sampleRate) / 1_000);
  const sampleCount = Math.round(((toMs - fromMs) * sampleRate) / 1_000);
  return loudnessOf(await readPcm(pcmPath, startSample, sampleCount), sampleRate);
}

function lengthOf(piece: AudioPiece): number {
  return piece.endMs - piece.startMs;
}

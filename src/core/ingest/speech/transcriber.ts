import type { InstalledModel } from '../../inference/index.ts';

/** Samples a second of every PCM file of the pipeline: mono, float32, little-endian. */
export const sampleRate = 16_000;

/** A part of a PCM file. */
export interface AudioPiece {
  startMs: number;
  endMs: number;
}

export interface TranscribeInput {
  model: Pick<InstalledModel, 'path' | 'version'>;
  pcmPath: string;
  piece: AudioPiece;
  /** BCP 47 tag; detected when left out. */
  language: string | undefined;
}

/** One word as heard, before cleaning: times from the start of the piece. */
export interface HeardWord {
  text: string;
  startMs: number;
  endMs: number;
}

export interface PieceTranscript {
  words: HeardWord[];
  /** ISO 639-1, given or detected; none when nothing was loud enough to listen to. */
  language: string | undefined;
  /** Loudness of each {@link loudnessStepMs} in dBFS. */
  loudnessDb: number[];
}

/**
 * Speech to words. Errors: `model.missing`, `model.damaged`, `worker.crashed`, `job.cancelled`.
 * One implementation runs Whisper in a child process; a GPU binding can stand in its place.
 */
export interface Transcriber {
  /** Name and settings that change the words: pieces kept under another stamp are not reused. */
  readonly stamp: string;
  transcribe(input: TranscribeInput, signal: AbortSignal): Promise<PieceTranscript>;
  /** Frees the model's memory; the next call loads it again. */
  release(): void;
}

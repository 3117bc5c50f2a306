import type { InstalledModel } from '../../inference/index.ts';
import type { HeardVoices } from './voice/heardVoices.ts';

/** Samples a second of every PCM file of the pipeline: mono, float32, little-endian. */
export const sampleRate = 16_000;

/** A part of a PCM file. */
export interface AudioPiece {
  startMs: number;
  endMs: number;
}

export interface ListenInput {
  pcmPath: string;
  piece: AudioPiece;
  /** What will transcribe: the process is not started anew for it. */
  model?: Pick<InstalledModel, 'path'> | undefined;
}

export interface TranscribeInput {
  model: Pick<InstalledModel, 'path' | 'version'>;
  pcmPath: string;
  /** Heard one after the other, as if nothing were between them. */
  spans: readonly AudioPiece[];
  /** BCP 47 tag; detected when left out. */
  language: string | undefined;
  /** 0 takes the likeliest word each time; Whisper goes higher by itself when that fails. */
  temperature: number;
}

/** One word as heard, before cleaning: times from the start of the first span, pauses left out. */
export interface HeardWord {
  text: string;
  startMs: number;
  endMs: number;
}

export interface PieceTranscript {
  words: HeardWord[];
  /** ISO 639-1, given or detected; none when there was too little to listen to. */
  language: string | undefined;
}

/**
 * Speech to words. Errors: `model.missing`, `model.damaged`, `worker.crashed`, `job.cancelled`.
 * One implementation runs Whisper in a child process; a GPU binding can stand in its place.
 */
export interface Transcriber {
  /** Name and settings that change the words: pieces kept under another stamp are not reused. */
  readonly stamp: string;
  /** Where somebody speaks; needs no installed model. */
  listen(input: ListenInput, signal: AbortSignal): Promise<HeardVoices>;
  transcribe(input: TranscribeInput, signal: AbortSignal): Promise<PieceTranscript>;
  /** Frees the model's memory; the next call loads it again. */
  release(): void;
}

import type { Call } from '../../../host/index.ts';
import type { PieceTranscript } from '../transcriber.ts';

export interface WhisperInput {
  modelPath: string;
  /** SHA-256 that the file must have, checked when it is loaded. */
  modelVersion: string;
  /** Mono float32 little-endian samples at 16 kHz. */
  pcmPath: string;
  startSample: number;
  sampleCount: number;
  /** A language Whisper knows, else it is detected. */
  language: string | undefined;
}

/** What the whisper process can do. */
export type WhisperCalls = {
  transcribe: Call<WhisperInput, PieceTranscript>;
};

import type { Call } from '../../../host/index.ts';
import type { PieceTranscript } from '../transcriber.ts';
import type { HeardVoices } from '../voice/heardVoices.ts';
import type { VoiceInput } from '../voice/voiceCalls.ts';

export interface WhisperInput {
  modelPath: string;
  /** SHA-256 that the file must have, checked when it is loaded. */
  modelVersion: string;
  /** Mono float32 little-endian samples at 16 kHz. */
  pcmPath: string;
  /** Heard one after the other. */
  spans: readonly { startSample: number; sampleCount: number }[];
  /** A language Whisper knows, else it is detected. */
  language: string | undefined;
  temperature: number;
}

/** What the whisper process can do. */
export type WhisperCalls = {
  listen: Call<VoiceInput, HeardVoices>;
  transcribe: Call<WhisperInput, PieceTranscript>;
};

/** A part of a file of mono float32 little-endian samples at 16 kHz. */
export interface VoiceInput {
  pcmPath: string;
  startSample: number;
  sampleCount: number;
  /** Of the model that will transcribe: the process may then open it, and is not started anew. */
  modelPath: string | undefined;
}

/** Samples that one probability is of, at 16 kHz: 32 ms. */
export const frameSamples = 512;
export const frameMs = 32;

/** What is heard in a part of a PCM file, from its beginning on. */
export interface HeardVoices {
  /** 0 to 1, that somebody speaks, of each {@link frameMs}. */
  probabilities: Float32Array;
  /** In dBFS, of each `loudnessStepMs`. */
  loudnessDb: number[];
}

/** Length of one loudness value. */
export const loudnessStepMs = 100;

/** Below this a tenth of a second holds no speech: a quiet room is near -60, a whisper near -45. */
export const silenceDb = -55;

/** The lowest value given, so that digital silence is a finite number. */
const floorDb = -120;

/** Root mean square of each {@link loudnessStepMs} of 16 kHz samples in dBFS. */
export function loudnessOf(samples: Float32Array, samplesPerSecond: number): number[] {
  const step = Math.round((samplesPerSecond * loudnessStepMs) / 1_000);
  const values: number[] = [];
  for (let from = 0; from < samples.length; from += step) {
    const to = Math.min(samples.length, from + step);
    let sum = 0;
    for (let i = from; i < to; i++) {
      const sample = samples[i] ?? 0;
      sum += sample * sample;
    }
    const db = 10 * Math.log10(sum / (to - from));
    values.push(Number.isFinite(db) ? Math.max(floorDb, Math.round(db * 10) / 10) : floorDb);
  }
  return values;
}

import { sampleRate } from './clip.ts';
import type { TimedShot } from './timeline.ts';

/** Four chords, in Hz, that repeat; plucked one note after another. */
const chords = [
  [220, 277.2, 329.6],
  [174.6, 220, 261.6],
  [196, 246.9, 293.7],
  [164.8, 207.7, 246.9],
];
const noteSeconds = 0.3;

/** A quiet pluck of sine waves, the same for the same time. */
function bedAt(seconds: number): number {
  const note = Math.floor(seconds / noteSeconds);
  const chord = chords[Math.floor(note / 8) % chords.length] ?? [];
  const hertz = (chord[note % 3] ?? 220) * (note % 8 === 5 ? 2 : 1);
  const age = seconds - note * noteSeconds;
  const loudness = Math.min(1, age / 0.01) * Math.exp(-5 * age);
  return (
    loudness * (Math.sin(2 * Math.PI * hertz * age) + 0.3 * Math.sin(4 * Math.PI * hertz * age))
  );
}

/** The clip's sound: its sentences where the timeline has them, over the bed. Mono floats. */
export function mixSound(shots: readonly TimedShot[], bed: number): Float32Array {
  const endMs = shots.at(-1)?.endMs ?? 0;
  const mix = new Float32Array(Math.round((endMs / 1000) * sampleRate));
  if (bed > 0) for (let i = 0; i < mix.length; i++) mix[i] = bed * bedAt(i / sampleRate);
  for (const sentence of shots.flatMap((shot) => shot.sentences)) {
    const offset = Math.round((sentence.startMs / 1000) * sampleRate);
    for (const [i, sample] of sentence.samples.entries()) {
      mix[offset + i] = (mix[offset + i] ?? 0) + 0.8 * (sample / 32_768);
    }
  }
  return mix.map((sample) => Math.max(-1, Math.min(1, sample)));
}

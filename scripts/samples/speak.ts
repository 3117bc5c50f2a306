import { execFileSync } from 'node:child_process';
import { sampleRate } from './clip.ts';

const quiet = 160;

/**
 * One sentence as 16-bit mono samples at `sampleRate`, without the silence around it.
 * @throws when espeak-ng is missing or answers with another rate.
 */
export function speak(
  text: string,
  voice: { readonly name: string; readonly wordsPerMinute: number },
): Int16Array {
  const wav = execFileSync(
    'espeak-ng',
    ['--stdout', '-v', voice.name, '-s', String(voice.wordsPerMinute), '-a', '120', text],
    { maxBuffer: 64 << 20 },
  );
  const rate = wav.readUInt32LE(24);
  if (rate !== sampleRate) throw new Error(`espeak-ng spoke at ${rate} Hz, not ${sampleRate}.`);
  // A WAV on a pipe cannot state its length, so everything behind the 44 header bytes is sound.
  const samples = new Int16Array((wav.length - 44) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = wav.readInt16LE(44 + 2 * i);
  const first = samples.findIndex((s) => Math.abs(s) > quiet);
  const last = samples.findLastIndex((s) => Math.abs(s) > quiet);
  if (first < 0) throw new Error(`espeak-ng said nothing for: ${text}`);
  return samples.slice(first, last + 1);
}

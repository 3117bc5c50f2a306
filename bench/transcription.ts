import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transcribeAudio } from '../src/core/ingest/speech/transcribeAudio.ts';
import { createWhisperTranscriber } from '../src/core/ingest/speech/whisper/whisperTranscriber.ts';
import { type Benchmark, type BenchmarkResult, quantile } from './benchmark.ts';
import { installedModels } from './support/installedModels.ts';
import { joinSampleSound } from './support/sampleSound.ts';

const bar = 1.1;
const rounds = 5;
/** About 50 seconds of speech. */
const files = [
  'lunch-money-friday.mp4',
  'grocery-envelope.mp4',
  'cancel-four-apps.mp4',
  'walk-after-dinner.mp4',
];
const bareWhisper = fileURLToPath(new URL('./bare/whisper.ts', import.meta.url));

/**
 * Our transcription (pieces, cleaning, grouping, child process) against the bare binding on the
 * same samples, model and threads, in turns. Both have the model loaded.
 */
async function run(): Promise<BenchmarkResult> {
  const folder = await mkdtemp(join(tmpdir(), 'trendroom-bench-'));
  const { host, models } = installedModels(folder);
  const model = await models.require('transcribe');
  const pcmPath = join(folder, 'sound.pcm');
  await joinSampleSound(files, pcmPath);
  const transcriber = createWhisperTranscriber(host.children);
  const bare = fork(bareWhisper, [model.path], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const ours: number[] = [];
  const peer: number[] = [];
  try {
    for (let round = 0; round <= rounds; round++) {
      const startMs = performance.now();
      await transcribeAudio({
        transcriber,
        model,
        pcmPath,
        language: undefined,
        keeper: { find: async () => undefined, keep: async () => {} },
        signal: new AbortController().signal,
        onProgress: () => {},
        yieldSlot: async () => {},
      });
      const oursMs = performance.now() - startMs;
      bare.send(pcmPath);
      const [peerMs] = (await once(bare, 'message')) as [number];
      // The first round loads the models.
      if (round > 0) {
        ours.push(oursMs);
        peer.push(peerMs);
      }
    }
  } finally {
    bare.kill();
    transcriber.release();
    await rm(folder, { recursive: true, force: true });
  }
  const ratio = quantile(ours, 0.5) / quantile(peer, 0.5);
  const seconds = (values: number[]): string => `${(quantile(values, 0.5) / 1_000).toFixed(2)} s`;
  return {
    name: 'transcription',
    rows: [
      {
        what: `${files.length} clips of speech as one file, Whisper, median of ${rounds}`,
        ours: seconds(ours),
        peer: seconds(peer),
        ratio,
        bar,
        holds: ratio <= bar,
      },
    ],
  };
}

export const benchmark: Benchmark = { name: 'transcription', run };

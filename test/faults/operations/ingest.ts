import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelIdSchema } from '../../../src/contract/index.ts';
import { AppError } from '../../../src/core/base/index.ts';
import type { Library } from '../../../src/core/db/index.ts';
import { copyTemplateDatabase } from '../../../src/core/db/testing/templateDatabase.ts';
import type { InstalledModel } from '../../../src/core/inference/index.ts';
import { createIngestKind, type IngestPayload } from '../../../src/core/ingest/index.ts';
import type { ScreenPage } from '../../../src/core/ingest/screen/visionCalls.ts';
import { readPcm } from '../../../src/core/ingest/speech/readPcm.ts';
import type { PieceTranscript } from '../../../src/core/ingest/speech/transcriber.ts';
import { hearsVoice } from '../../../src/core/ingest/speech/voice/testing/hearsVoice.ts';
import type { JobKind } from '../../../src/core/jobs/index.ts';
import { topicEmbedder } from '../../../src/core/search/testing/searchLibrary.ts';
import { blue, makeClip, red } from '../../support/makeClip.ts';
import { mediaHere } from './mediaHere.ts';
import { countRows, damageOf, libraryIn, withLibrary, withQueue } from './openWork.ts';
import type { Hooks, Operation } from './operation.ts';

/** Of what a complete video consists. */
const tables = [
  ...['videos', 'media_files', 'video_media', 'shots', 'keyframes', 'transcript_segments'],
  ...['transcript_words', 'on_screen_texts', 'hooks', 'chunks', 'embeddings', 'chunks_fts'],
  ...['metric_snapshots', 'channels', 'products', 'jobs', 'job_stages'],
];

const uploadIn = (folder: string): string =>
  join(libraryIn(folder), 'uploads', '01234567-89ab-4cde-8f01-23456789abcd', 'clip.mp4');

/**
 * An upload with sound, pictures, a metadata file and, in place of the models, a transcriber, a
 * reader and an embedder that always answer the same.
 */
export const ingest: Operation = {
  name: 'ingest',
  prepare: async (folder) => {
    copyTemplateDatabase(libraryIn(folder));
    const path = uploadIn(folder);
    await mkdir(join(path, '..'), { recursive: true });
    const scenes = [
      { yuv: red, frames: 10 },
      { yuv: blue, frames: 10 },
    ];
    const sound = { toneMs: [[0, 900]] as const, durationMs: 1_000 };
    await makeClip({ path, width: 64, height: 64, frameRate: 10, scenes, sound });
    const entry = { title: 'Cold brew', channel: 'Sam', platform: 'tiktok', products: ['Jar'] };
    const sidecar = JSON.stringify({ version: 1, videos: { 'clip.mp4': entry } });
    await writeFile(join(path, '..', 'trendroom.json'), sidecar);
  },
  run: (folder, hooks) =>
    withQueue(
      folder,
      (library) => kindFor(library, hooks),
      async ({ queue, kind }) => {
        const path = uploadIn(folder);
        const [known] = queue.list({ limit: 1 });
        const payload = { path, originalName: 'clip.mp4', storage: 'copy' as const };
        const id = known?.id ?? queue.enqueue(kind, payload, { label: 'clip', dedupeKey: path });
        hooks.acknowledge('queued');
        if (known?.state === 'failed') queue.retry(id);
        queue.start();
        const { state, error } = await queue.finished(id);
        if (state !== 'done') {
          throw new AppError(error?.code ?? 'internal.unexpected', error?.message ?? state);
        }
        hooks.acknowledge('done');
      },
    ),
  inspect: (folder, acknowledged) =>
    withLibrary(folder, async (library) => {
      const { $client } = library.db;
      const number = (sql: string): number => $client.prepare<[], number>(sql).pluck().get() ?? 0;
      const counts = {
        ...countRows(library, tables),
        letters: number('SELECT coalesce(sum(length(text)), 0) FROM chunks'),
      };
      const jobs = number('SELECT count(*) FROM jobs');
      const complete = number("SELECT count(*) FROM videos WHERE ingest_state = 'complete'");
      const isThere: Record<string, boolean> = {
        queued: jobs === 1,
        done: complete === 1,
      };
      const missing = acknowledged.filter((what) => isThere[what] !== true);
      return { problems: await damageOf(library), missing, counts };
    }),
  isDurable: () => false,
};

const model = {
  ...{ id: modelIdSchema.parse('whisper'), name: 'Whisper', path: '/none', version: 'v1' },
  ...{ task: 'transcribe', contextTokens: 0, base: false, starter: true },
} satisfies InstalledModel;
/** "Stop buying." when there is sound, so that sound which is gone is noticed. */
async function heard(pcmPath: string): Promise<PieceTranscript> {
  const samples = await readPcm(pcmPath, 0, 16_000);
  const isLoud = samples.length > 12_000 && samples.some((sample) => Math.abs(sample) > 0.01);
  const words = (isLoud ? ['Stop', 'buying.'] : ['Silence.']).map((text, i) => ({
    text,
    startMs: i * 300,
    endMs: i * 300 + 250,
  }));
  return { words, language: 'en' };
}

/** "A picture" of a JPEG file, so that a frame which is gone or empty is noticed. */
async function seen(path: string): Promise<ScreenPage> {
  const bytes = await readFile(path);
  const isPicture =
    bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9;
  const text = isPicture ? 'A picture' : 'Snow';
  const box = { x: 32, y: 32, width: 40, height: 10, angle: 0 };
  return { width: 64, height: 64, lines: [{ text, confidence: 1, box }] };
}

function kindFor(library: Library, hooks: Hooks): JobKind<IngestPayload> {
  const kind = createIngestKind({
    library,
    models: {
      require: async () => model,
      preferred: async () => model,
      withVersion: async () => model,
    },
    embedder: topicEmbedder(),
    media: mediaHere(),
    transcriber: {
      stamp: 'the same',
      release() {},
      listen: async ({ piece }) => hearsVoice(piece.endMs - piece.startMs),
      transcribe: ({ pcmPath }) => heard(pcmPath),
    },
    reader: { readFrame: seen },
    finder: { find: async () => [{ kind: 'cup', confidence: 0.9, box: [0, 0, 1, 1] }] },
  });
  return {
    ...kind,
    stages: kind.stages.map((stage) => ({
      ...stage,
      run: (context) => {
        hooks.stage(stage.name);
        return stage.run(context);
      },
    })),
  };
}

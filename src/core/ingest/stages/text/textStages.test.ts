import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClipOptions, makeClip, red } from '../../../../../test/support/makeClip.ts';
import { jobIdSchema, modelIdSchema, type WorkPlace } from '../../../../contract/index.ts';
import { AppError, silentLogger, systemClock } from '../../../base/index.ts';
import { type Library, openLibrary } from '../../../db/index.ts';
import { copyTemplateDatabase } from '../../../db/testing/templateDatabase.ts';
import { createNodeHost } from '../../../host/index.ts';
import type { InstalledModel, ModelSource } from '../../../inference/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { getVideoDetail, updateVideo } from '../../../library/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { createMediaClient } from '../../media/mediaClient.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import { createScreenReader } from '../../screen/screenReader.ts';
import { createVisionClient } from '../../screen/visionClient.ts';
import type { Transcriber } from '../../speech/transcriber.ts';
import { hearsVoice } from '../../speech/voice/testing/hearsVoice.ts';
import { createFingerprintStage } from '../media/fingerprintStage.ts';
import { createProbeStage } from '../media/probeStage.ts';
import { createSoundStage } from '../media/soundStage.ts';
import { createStoreStage } from '../media/storeStage.ts';
import { createChunkStage } from './chunkStage.ts';
import { createHookStage } from './hookStage.ts';
import { createScreenTextStage } from './screenTextStage.ts';
import { createTranscriptStage, type TeamTranscriber } from './transcriptStage.ts';

const testFrame = fileURLToPath(new URL('../../screen/testFrame.jpg', import.meta.url));
const { children } = createNodeHost({ libraryDir: '', modelsDir: '', logger: silentLogger });
const media = createMediaClient(children);
const vision = createVisionClient(children);
const reader = createScreenReader(vision);
const jobId = jobIdSchema.parse('job');
const tone: ClipOptions['sound'] = { toneMs: [[0, 1_500]], durationMs: 2_000 };

const model: InstalledModel = {
  id: modelIdSchema.parse('whisper-base'),
  name: 'Whisper base',
  task: 'transcribe',
  path: '/models/whisper.bin',
  version: 'abc',
  contextTokens: undefined,
  base: false,
  starter: true,
};
const found = async (): Promise<InstalledModel> => model;
const installed: ModelSource = { preferred: found, withVersion: found, require: found };
const missing: ModelSource = {
  preferred: async () => undefined,
  withVersion: async () => undefined,
  require: async () => {
    throw new AppError('model.missing', 'No model for transcribe is installed.');
  },
};
/** Hears the same sentence in every sound; that a real model hears is another test's matter. */
const listener: Transcriber = {
  stamp: 'test',
  release() {},
  listen: async () => hearsVoice(2_000),
  transcribe: async () => ({
    words: ['Stop', 'buying', 'cold', 'brew.'].map((text, i) => ({
      text,
      startMs: i * 300,
      endMs: i * 300 + 250,
    })),
    language: 'en',
  }),
};

let folder: string;
let library: Library;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trendroom-stages-'));
  copyTemplateDatabase(join(folder, 'library'));
  library = openLibrary({ directory: join(folder, 'library'), clock: systemClock });
});
afterEach(async () => {
  library.close();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => {
  media.stop();
  vision.stop();
});

interface Outcome {
  payload: IngestPayload;
  warnings: string[];
}

/** False while a stage works without its resource. */
let hasSlot = true;

/** Runs the stages in order as a job would, without the queue. */
async function run(stages: Stage<IngestPayload>[], path: string): Promise<Outcome> {
  let payload: IngestPayload = { path, originalName: 'Cold brew.mkv', storage: 'copy' };
  const warnings: string[] = [];
  for (const stage of stages) {
    const writes: (() => void)[] = [];
    await stage.run({
      jobId,
      payload,
      signal: new AbortController().signal,
      stopReason: () => undefined,
      progress() {},
      warn: (code, message) => warnings.push(`${code} ${message}`),
      update: (change) => {
        payload = { ...payload, ...change };
      },
      setVideo() {},
      claim: async () => {},
      yieldSlot: async () => {},
      writeAtEnd: (write) => writes.push(write),
      releaseWhile: async (work) => {
        hasSlot = false;
        try {
          return await work();
        } finally {
          hasSlot = true;
        }
      },
      childrenEnded: async () => {},
    });
    library.db.transaction(() => {
      for (const write of writes) write();
    });
  }
  return { payload, warnings };
}

function stages(models: ModelSource, team?: TeamTranscriber): Stage<IngestPayload>[] {
  const tools = { library, media, models, transcriber: listener, reader, team };
  return [
    createFingerprintStage(library),
    createProbeStage(media),
    createStoreStage(tools),
    createSoundStage(tools),
    createTranscriptStage(tools),
    createScreenTextStage(tools),
    createHookStage(tools),
    createChunkStage(tools),
  ];
}

async function clip(options: Omit<ClipOptions, 'path'>): Promise<string> {
  const path = join(folder, 'clip.mkv');
  await makeClip({ path, scenes: [{ yuv: red, frames: 50 }], ...options });
  return path;
}

function stored({ payload }: Outcome) {
  if (payload.videoId === undefined) throw new Error('no video was made');
  const { transcript, transcriptSource, language, hook, onScreenText, hasSpeech, soundRegions } =
    getVideoDetail(library, payload.videoId);
  const chunks = library.db.$client
    .prepare('SELECT kind, start_ms, end_ms, text FROM chunks ORDER BY id')
    .raw()
    .all();
  return {
    ...{ transcript, transcriptSource, language, hook, onScreenText, hasSpeech, chunks },
    soundRegions,
  };
}

const srt = (text: string): string => `1\n00:00:00,500 --> 00:00:01,500\n${text}\n`;

describe('the stages that make text', () => {
  it('keep what Whisper hears and the screen shows, and the same when run again', async () => {
    const path = await clip({ sound: tone });
    const changed = [{ path: testFrame, atMs: 0, untilMs: 2_000 }];
    await new WorkFiles(library, jobId).write('frames.json', { changed }, []);
    const first = stored(await run(stages(installed), path));
    expect(first).toMatchObject({
      transcriptSource: 'whisper',
      language: 'en',
      hasSpeech: true,
      transcript: [{ startMs: 0, endMs: 1_150, text: 'Stop buying cold brew.' }],
      hook: { said: 'Stop buying cold brew.', shown: expect.stringContaining('WAIT FOR IT\n') },
    });
    expect(first.transcript[0]?.words[1]).toEqual({ text: 'buying', startMs: 300, endMs: 550 });
    expect(first.soundRegions).toMatchObject([{ kind: 'speech', startMs: 0, language: 'en' }]);
    expect(first.onScreenText.map(({ text }) => text)).toEqual([
      'WAIT FOR IT',
      'I TRIED IT FOR 30 DAYS',
      '3 things nobody tells you about cold brew coffee',
      'Link in bio: 20% off',
    ]);
    expect(first.chunks).toEqual([
      ['title', 0, expect.any(Number), 'Cold brew'],
      ['speech', 0, 1_150, 'Stop buying cold brew.'],
      ['screen', 0, 2_000, expect.stringMatching(/^WAIT FOR IT .* Link in bio: 20% off$/)],
    ]);
    expect(stored(await run(stages(installed).slice(0), path))).toEqual(first);
  });

  it('follow a card that gets its second line later, and moves on', async () => {
    const path = await clip({ sound: tone });
    const picture = async (name: string, change: (frame: Sharp) => Sharp) => {
      const file = join(folder, name);
      await change(sharp(testFrame)).toFile(file);
      return file;
    };
    const { width = 0 } = await sharp(testFrame).metadata();
    const cover = { create: { width, height: 30, channels: 3, background: '#186030' } } as const;
    const secondLine = { input: cover, left: 0, top: 524 };
    const changed = [
      { path: await picture('1.png', (frame) => frame.composite([secondLine])), atMs: 0 },
      { path: testFrame, atMs: 700 },
      {
        path: await picture('2.png', (frame) => frame.affine([1, 0, 0, 1], { ody: 40 })),
        atMs: 900,
      },
    ].map((frame, i) => ({ ...frame, untilMs: [700, 900, 2_000][i] ?? 0 }));
    await new WorkFiles(library, jobId).write('frames.json', { changed }, []);
    const { onScreenText } = stored(await run(stages(installed), path));
    const card = onScreenText.find(({ text }) => text.startsWith('3 things'));
    expect(onScreenText).toHaveLength(4);
    expect(card).toMatchObject({
      text: '3 things nobody tells you about cold brew coffee',
      ...{ startMs: 0, endMs: 2_000, kind: 'text' },
    });
    expect(card?.words?.map(({ text, startMs }) => `${text} ${startMs}`)).toEqual([
      ...['3 0', 'things 0', 'nobody 0', 'tells 0', 'you 0'],
      ...['about 700', 'cold 700', 'brew 700', 'coffee 700'],
    ]);
  });

  it('take captions beside the video before Whisper', async () => {
    const path = await clip({ sound: tone });
    await writeFile(join(folder, 'clip.es.srt'), Buffer.from(srt('Ma\xf1ana'), 'latin1'));
    const outcome = await run(stages(missing), path);
    expect(stored(outcome)).toMatchObject({
      transcriptSource: 'sidecar-captions',
      language: 'es',
      transcript: [{ startMs: 500, endMs: 1_500, text: 'Mañana', words: [] }],
      hook: { said: 'Mañana', shown: '' },
    });
    expect(outcome.warnings).toEqual([]);
  });

  it('take a subtitle track inside the video before Whisper', async () => {
    const subtitles = join(folder, 'inside.srt');
    await writeFile(subtitles, srt('<i>inside</i>'));
    const outcome = await run(stages(missing), await clip({ sound: tone, subtitles }));
    expect(stored(outcome)).toMatchObject({
      transcriptSource: 'embedded-captions',
      transcript: [{ startMs: 500, endMs: 1_500, text: 'inside', words: [] }],
    });
  });

  it('warn of broken captions and let Whisper listen', async () => {
    const path = await clip({ sound: tone });
    await writeFile(join(folder, 'clip.srt'), 'not captions at all');
    const outcome = await run(stages(installed), path);
    expect(outcome.warnings).toEqual([expect.stringMatching(/^captions\.invalid clip\.srt/)]);
    expect(stored(outcome).transcriptSource).toBe('whisper');
  });

  it('leave a video without sound without transcript, and need no model for it', async () => {
    const outcome = await run(stages(missing), await clip({}));
    expect(stored(outcome)).toMatchObject({
      transcript: [],
      transcriptSource: undefined,
      hasSpeech: false,
      hook: { said: '', shown: '' },
      chunks: [['title', 0, expect.any(Number), 'Cold brew']],
    });
  });

  it('let the team’s server listen where the user has it so, and name its model', async () => {
    const team: TeamTranscriber = {
      place: () => 'remote',
      hear: async () => ({
        segments: [{ startMs: 200, endMs: 900, text: 'Heard there.' }],
        ...{ words: [], language: 'en', model: 'large' },
      }),
    };
    const outcome = await run(stages(missing, team), await clip({ sound: tone }));
    expect(stored(outcome)).toMatchObject({
      ...{ transcriptSource: 'whisper', language: 'en' },
      transcript: [{ startMs: 200, endMs: 900, text: 'Heard there.' }],
      hook: { said: 'Heard there.' },
    });
    const model = library.db.$client.prepare('SELECT transcript_model FROM videos').pluck();
    expect(model.get()).toBe('large');
  });

  it('leave this machine free while a server listens', async () => {
    const slotsDuringHearing: boolean[] = [];
    const hear: TeamTranscriber['hear'] = async () => {
      slotsDuringHearing.push(hasSlot);
      return { model: 'large', language: 'en', segments: [], words: [] };
    };
    await run(stages(installed, { place: () => 'remote', hear }), await clip({ sound: tone }));
    expect([slotsDuringHearing, hasSlot]).toEqual([[false], true]);
  });

  it('wait for a server that is away, or listen here instead, and say so', async () => {
    const away = (place: WorkPlace): TeamTranscriber => ({
      place: () => place,
      hear: async () => {
        throw new AppError('endpoint.unreachable', 'GPU box does not answer.');
      },
    });
    const path = await clip({ sound: tone });
    const waits = await run(stages(installed, away('remote')), path);
    expect(waits.warnings).toEqual([
      expect.stringContaining('endpoint.unreachable Not transcribed: GPU box does not answer.'),
    ]);
    expect(stored(waits).transcript).toEqual([]);
    const here = await run(stages(installed, away('remote-then-local')), path);
    expect(here.warnings).toEqual([
      'endpoint.unreachable Transcribed on this computer: GPU box does not answer.',
    ]);
    expect(stored(here).transcript).toMatchObject([{ text: 'Stop buying cold brew.' }]);
  });

  it('make a duplicate findable by the title that its sidecar now tells; the rest stays', async () => {
    const path = await clip({ sound: tone });
    const first = await run(stages(installed), path);
    const { videoId } = first.payload;
    if (videoId === undefined) throw new Error('There is no video.');
    updateVideo(library, videoId, { ingestState: 'complete' });
    const before = stored(first);
    const videos = { 'clip.mkv': { title: 'Iced tea' } };
    await writeFile(join(folder, 'trendroom.json'), JSON.stringify({ version: 1, videos }));
    const second = await run(stages(missing), path);
    expect(second).toMatchObject({ payload: { videoId, duplicate: true }, warnings: [] });
    const [, ...others] = before.chunks;
    expect(stored(second)).toEqual({
      ...before,
      chunks: [...others, ['title', 0, expect.any(Number), 'Iced tea']],
    });
  });

  it('say that the model is missing when there is something to hear', async () => {
    await expect(run(stages(missing), await clip({ sound: tone }))).rejects.toMatchObject({
      code: 'model.missing',
    });
  });
});

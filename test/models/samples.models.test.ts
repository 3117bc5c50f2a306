import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoDetail } from '../../src/contract/index.ts';
import { type App, createApp } from '../../src/core/app.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import { editDistance, wordsOf } from '../support/measures.ts';
import { readSamples, samplesFolder } from '../support/samples.ts';

const { truth, metadata } = readSamples();
const modelsDir =
  process.env.TRENDROOM_MODELS ??
  join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom', 'models');

let libraryDir: string;
let app: App;
let client: RouterClient<App['router']>;
const videos = new Map<string, VideoDetail>();
const ingested: Record<string, string> = {};

function video(file: string): VideoDetail {
  const found = videos.get(file);
  if (!found) throw new Error(`${file} was not ingested: ${ingested[file] ?? 'never reported'}`);
  return found;
}

beforeAll(async () => {
  libraryDir = await mkdtemp(join(tmpdir(), 'trendroom-samples-'));
  app = createApp(createNodeHost({ libraryDir, modelsDir, logger: silentLogger }));
  client = createRouterClient(app.router);
  const { models } = await client.models.list();
  const absent = models.filter(({ starter, state }) => starter && state !== 'installed');
  if (absent.length > 0) {
    throw new Error('Install the models first: npm run trendroom -- models install starter');
  }
  for await (const event of await client.videos.ingest({ paths: [samplesFolder] })) {
    if (event.type !== 'item') continue;
    const file = basename(event.path);
    ingested[file] = event.error ? `${event.status}: ${event.error.message}` : event.status;
    if (event.videoId) videos.set(file, await client.videos.get({ videoId: event.videoId }));
  }
});
afterAll(async () => {
  await app?.dispose();
  await rm(libraryDir, { recursive: true, force: true });
});

describe('the sample clips, through the whole pipeline on the starter models', () => {
  it('takes every clip in', () => {
    expect(ingested).toEqual(
      Object.fromEntries(Object.keys(truth.files).map((file) => [file, 'done'])),
    );
  });

  it('hears at most one word in twelve wrong', () => {
    let wrong = 0;
    let spoken = 0;
    for (const [file, { spoken: text, sidecar }] of Object.entries(truth.files)) {
      if (sidecar) continue;
      const heard = video(file).transcript.map((segment) => segment.text);
      wrong += editDistance(wordsOf(text), wordsOf(heard.join(' ')));
      spoken += wordsOf(text).length;
    }
    process.stdout.write(`word error rate ${(wrong / spoken).toFixed(3)} of ${spoken} words\n`);
    expect(wrong / spoken).toBeLessThan(1 / 12);
  });

  it('takes a sidecar at its word', () => {
    const { transcriptSource, transcript } = video('three-tasks-tomorrow.mp4');
    expect({
      transcriptSource,
      sentences: transcript.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })),
    }).toEqual({
      transcriptSource: 'sidecar-captions',
      sentences: truth.files['three-tasks-tomorrow.mp4']?.sentences,
    });
  });

  it('tells languages, and music from speech', () => {
    const told = Object.keys(truth.files).map((file) => {
      const { language, hasSpeech } = video(file);
      return [file, hasSpeech ? language : null];
    });
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(Object.entries(truth.files).map(([file, t]) => [file, t.language])),
    );
  });

  it('finds each cut within a frame, and no other', () => {
    for (const [file, { cutsMs }] of Object.entries(truth.files)) {
      const starts = video(file).shots.map(({ startMs }) => startMs);
      const off = cutsMs.map((cutMs, i) => Math.abs(cutMs - (starts[i + 1] ?? Infinity)));
      expect([file, starts.length, Math.max(...off) <= 50]).toEqual([
        file,
        cutsMs.length + 1,
        true,
      ]);
    }
  });

  it('reads nineteen of twenty words on screen while they are shown', () => {
    let read = 0;
    let shown = 0;
    for (const [file, { onScreen }] of Object.entries(truth.files)) {
      for (const { text, startMs, endMs } of onScreen) {
        const seen = video(file).onScreenText.filter(
          (span) => span.startMs < endMs && startMs < span.endMs,
        );
        const words = new Set(wordsOf(seen.map((span) => span.text).join(' ')));
        shown += wordsOf(text).length;
        read += wordsOf(text).filter((word) => words.has(word)).length;
      }
    }
    process.stdout.write(`on-screen text recall ${(read / shown).toFixed(3)} of ${shown} words\n`);
    expect(read / shown).toBeGreaterThan(0.95);
  });

  it('keeps what trendroom.json says', () => {
    for (const [file, wanted] of Object.entries(metadata.videos)) {
      const { title, channel, platform, publishedAtMs, products, metrics } = video(file);
      expect({ title, channel, platform, publishedAtMs, products, metrics }).toEqual({
        title: wanted.title,
        channel: wanted.channel,
        platform: wanted.platform,
        publishedAtMs: Date.parse(wanted.publishedAt),
        products: wanted.products ?? [],
        metrics: wanted.metrics.map(({ observedAt, ...numbers }) => ({
          observedAtMs: Date.parse(observedAt),
          ...numbers,
        })),
      });
    }
  });

  it.each(truth.queries)('finds $file by "$query"', async ({ query, file, startMs, endMs }) => {
    const { hits } = await client.search.query({ query, limit: 3 });
    const { id } = video(file);
    // A title spans its whole video, so it would always overlap.
    const found = hits.filter(
      (hit) =>
        hit.videoId === id && hit.kind !== 'title' && hit.startMs < endMs && startMs < hit.endMs,
    );
    expect(found.map((hit) => hit.matched)).toContainEqual(['meaning']);
  });
});

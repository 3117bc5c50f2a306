import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoDetail } from '../../src/contract/index.ts';
import { type App, createApp } from '../../src/core/app.ts';
import { silentLogger } from '../../src/core/base/index.ts';
import { createNodeHost } from '../../src/core/host/index.ts';
import { isDeep } from '../support/isDeep.ts';
import { editDistance, wordsOf } from '../support/measures.ts';
import { readSamples, samplesFolder } from '../support/samples.ts';

const samples = readSamples();
/**
 * One clip of each sort: speech with much on screen, speech with pauses, Spanish, music, captions in
 * a file beside it, a wide picture. `npm run test:models:deep` takes all twelve.
 */
const eachSort = [
  ...['lunch-money-friday.mp4', 'stop-scrubbing.mp4', 'piel-seca.mp4'],
  ...['push-ups-thirty-days.mp4', 'three-tasks-tomorrow.mp4', 'two-weeks-one-bag.mp4'],
];
const taken = isDeep ? Object.keys(samples.truth.files) : eachSort;
const ofTaken = <Value>(all: Record<string, Value>): [file: string, value: Value][] =>
  Object.entries(all).filter(([file]) => taken.includes(file));
const queries = samples.truth.queries.filter(({ file }) => taken.includes(file));
const modelsDir =
  process.env.TRENDROOM_MODELS ??
  join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'trendroom', 'models');

let folder: string;
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
  folder = await mkdtemp(join(tmpdir(), 'trendroom-samples-'));
  libraryDir = join(folder, 'library');
  const clips = join(folder, 'clips');
  for (const name of await readdir(samplesFolder)) {
    // What describes clips is beside them.
    if (taken.includes(name) || !name.endsWith('.mp4')) {
      await cp(join(samplesFolder, name), join(clips, name));
    }
  }
  app = createApp(createNodeHost({ libraryDir, modelsDir, logger: silentLogger }));
  client = createRouterClient(app.router);
  const { models } = await client.models.list();
  const absent = models.filter(({ starter, state }) => starter && state !== 'installed');
  if (absent.length > 0) {
    throw new Error('Install the models first: npm run trendroom -- models install starter');
  }
  for await (const event of await client.videos.ingest({ paths: [clips] })) {
    if (event.type !== 'item') continue;
    const file = basename(event.path);
    ingested[file] = event.error ? `${event.status}: ${event.error.message}` : event.status;
    if (event.videoId) videos.set(file, await client.videos.get({ videoId: event.videoId }));
  }
});
afterAll(async () => {
  await app?.dispose();
  await rm(folder, { recursive: true, force: true });
});

describe('the sample clips, through the whole pipeline on the starter models', () => {
  it('takes every clip in', () => {
    expect(ingested).toEqual(Object.fromEntries(taken.map((file) => [file, 'done'])));
  });

  it('hears at most one word in twelve wrong, in no clip one in four', () => {
    let wrong = 0;
    let spoken = 0;
    for (const [file, { spoken: text, sidecar }] of ofTaken(samples.truth.files)) {
      if (sidecar || text === '') continue;
      const heard = video(file).transcript.map((segment) => segment.text);
      const wrongHere = editDistance(wordsOf(text), wordsOf(heard.join(' ')));
      expect([file, wrongHere / wordsOf(text).length < 1 / 4]).toEqual([file, true]);
      wrong += wrongHere;
      spoken += wordsOf(text).length;
    }
    process.stdout.write(`word error rate ${(wrong / spoken).toFixed(3)} of ${spoken} words\n`);
    expect(wrong / spoken).toBeLessThan(1 / 12);
  });

  it('puts each word where its sentence is said', () => {
    const file = 'stop-scrubbing.mp4';
    const words = video(file).transcript.flatMap((segment) => segment.words);
    const sentences = samples.truth.files[file]?.sentences ?? [];
    let at = 0;
    const offsMs = sentences.map(({ text, startMs, endMs }) => {
      const said = words.slice(at, at + wordsOf(text).length);
      at += said.length;
      const [first, last] = [said[0], said.at(-1)];
      return Math.max(
        Math.abs((first?.startMs ?? Infinity) - startMs),
        Math.abs((last?.endMs ?? Infinity) - endMs),
      );
    });
    expect(offsMs.length).toBeGreaterThan(1);
    expect(Math.max(...offsMs)).toBeLessThan(800);
  });

  it('puts all words in order and inside their video', () => {
    for (const [file, { durationMs, transcript }] of videos) {
      const times = transcript.flatMap(({ words }) => words.flatMap((w) => [w.startMs, w.endMs]));
      expect([file, times]).toEqual([file, times.toSorted((a, b) => a - b)]);
      expect(times.at(-1) ?? 0).toBeLessThanOrEqual(durationMs);
    }
  });

  it('takes a sidecar at its word', () => {
    const { transcriptSource, transcript } = video('three-tasks-tomorrow.mp4');
    expect({
      transcriptSource,
      sentences: transcript.map(({ text, startMs, endMs }) => ({ text, startMs, endMs })),
    }).toEqual({
      transcriptSource: 'sidecar-captions',
      sentences: samples.truth.files['three-tasks-tomorrow.mp4']?.sentences,
    });
  });

  it('tells languages, and music from speech', () => {
    const told = taken.map((file) => {
      const { language, hasSpeech } = video(file);
      return [file, hasSpeech ? language : null];
    });
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(ofTaken(samples.truth.files).map(([file, t]) => [file, t.language])),
    );
  });

  it('finds each cut within a frame, and no other', () => {
    for (const [file, { cutsMs }] of ofTaken(samples.truth.files)) {
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
    for (const [file, { onScreen }] of ofTaken(samples.truth.files)) {
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
    for (const [file, wanted] of ofTaken(samples.metadata.videos)) {
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

  it.each(queries)('finds $file by "$query"', async ({ query, file, startMs, endMs }) => {
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

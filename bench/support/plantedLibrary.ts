import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TopicId, topicIdSchema, videoIdSchema } from '../../src/contract/index.ts';
import { systemClock } from '../../src/core/base/index.ts';
import { type Library, openLibrary, tableOf } from '../../src/core/db/index.ts';
import { bytesOf, createSpace } from '../../src/core/library/index.ts';

export interface PlantedOptions {
  seed: number;
  videos: number;
  topics: number;
  /** Publications are spread over so many days before `endMs`. */
  days: number;
  endMs: number;
  /** Of each video at most: often while it is young, seldom later. */
  snapshotsEach: number;
  /** Share of videos that are of no topic. */
  noiseShare: number;
  /** Also vectors near their topic's direction, of so many dimensions; none are made when left out. */
  dimensions?: number;
  /** Cosine of a video with its topic's direction. */
  likeness?: number;
}

export interface PlantedBurst {
  topic: number;
  fromMs: number;
  untilMs: number;
}

export interface PlantedLibrary {
  library: Library;
  directory: string;
  bursts: PlantedBurst[];
  /** The planted topic of each video, or undefined. */
  topicOf: Map<string, number>;
  snapshots: number;
  remove(): void;
}

const dayMs = 86_400_000;
/** In a burst a topic has so many times its usual posts. */
const burstScale = 5;
const words = 'abcdefghijklmnopqrstuvwxyz';

/**
 * A library with topics, bursts and view curves that are known, all from one seed: a burst of 6 to
 * 14 days for every other topic, views that grow fast and then slowly, counts rounded as platforms
 * do from 10,000 on. Who opens it removes it.
 */
export function makePlantedLibrary(options: PlantedOptions): PlantedLibrary {
  const { seed, videos, topics, days, endMs, noiseShare } = options;
  const random = mulberry32(seed);
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-planted-'));
  const library = openLibrary({ directory, clock: systemClock });
  const startMs = endMs - days * dayMs;
  const bursts: PlantedBurst[] = [];
  for (let topic = 0; topic < topics; topic += 2) {
    const length = 6 + Math.floor(random() * 9);
    // Within the period and history that trends look at, and whole.
    const from = Math.max(0, days - 150) + Math.floor(random() * Math.max(1, 148 - length));
    const fromMs = startMs + from * dayMs;
    bursts.push({ topic, fromMs, untilMs: fromMs + length * dayMs });
  }
  const writer = createWriter(library, options);
  const topicOf = new Map<string, number>();
  let snapshots = 0;
  library.db.transaction(() => {
    for (let number = 0; number < videos; number++) {
      const isNoise = random() < noiseShare;
      const topic = isNoise ? undefined : Math.floor(random() * topics);
      const burst = bursts.find((one) => one.topic === topic);
      const publishedAtMs = Math.round(momentOf(burst));
      const id = videoIdSchema.parse(idOf(random));
      if (topic !== undefined) topicOf.set(id, topic);
      writer.video({ id, number, topic, publishedAtMs, random });
      snapshots += writer.snapshots(id, publishedAtMs, random);
    }
  });
  const remove = (): void => {
    library.close();
    rmSync(directory, { recursive: true });
  };
  return { library, directory, bursts, topicOf, snapshots, remove };

  /** Evenly over the days, and more in the topic's burst. */
  function momentOf(burst: PlantedBurst | undefined): number {
    if (burst === undefined) return startMs + random() * days * dayMs;
    const length = burst.untilMs - burst.fromMs;
    const extra = length * (burstScale - 1);
    const at = random() * (days * dayMs + extra);
    return at < extra ? burst.fromMs + (at / extra) * length : startMs + at - extra;
  }
}

/** Puts every video into its planted topic, as a run of topics would; gives the topics' ids. */
export function plantTopics({ library, topicOf }: PlantedLibrary, topics: number): TopicId[] {
  const { $client } = library.db;
  const ids = Array.from({ length: topics }, (_, topic) => topicIdSchema.parse(`planted-${topic}`));
  const insert = $client.prepare(`INSERT INTO topics (id, label, words, source, created_at_ms)
    VALUES (?, ?, '["one","two","three"]', 'vectors', 0)`);
  const put = $client.prepare('INSERT INTO topic_videos (video_id, topic_id) VALUES (?, ?)');
  library.db.transaction(() => {
    for (const id of ids) insert.run(id, id);
    const all = $client.prepare<[], string>('SELECT id FROM videos').pluck().all();
    for (const id of all) put.run(id, ids[topicOf.get(id) ?? -1] ?? null);
  });
  return ids;
}

interface NewVideo {
  id: string;
  number: number;
  topic: number | undefined;
  publishedAtMs: number;
  random(): number;
}

function createWriter(library: Library, options: PlantedOptions) {
  const { dimensions, topics, likeness = 0.64, snapshotsEach, endMs, seed } = options;
  const { $client } = library.db;
  const channel = $client.prepare(
    'INSERT OR IGNORE INTO channels (id, platform, name) VALUES (?, ?, ?)',
  );
  const video = $client.prepare(
    `INSERT INTO videos (id, content_hash, title, description, platform, language, channel_id,
       published_at_ms, original_name, original_path, storage, size_bytes, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', '', 'none', 0, ?)`,
  );
  const chunk = $client.prepare(
    "INSERT INTO chunks (video_id, kind, start_ms, end_ms, text) VALUES (?, 'title', 0, 0, ?)",
  );
  const snapshot = $client.prepare(
    `INSERT INTO metric_snapshots (video_id, observed_at_ms, views, rounded_to) VALUES (?, ?, ?, ?)`,
  );
  const own = mulberry32(seed + 1);
  const directions = Array.from({ length: topics }, () => direction(dimensions ?? 0, own));
  const space =
    dimensions === undefined
      ? undefined
      : createSpace(library, {
          modelId: 'planted',
          modelVersion: 'c'.repeat(64),
          dimensions,
          state: 'active',
        });
  const vector =
    space && $client.prepare(`INSERT INTO ${tableOf(space.id)} (rowid, vector) VALUES (?, ?)`);
  const stamp = $client.prepare(
    'INSERT INTO embeddings (chunk_id, space_id, created_at_ms) VALUES (?, ?, 0)',
  );
  return {
    video({ id, number, topic, publishedAtMs, random }: NewVideo): void {
      const text = textOf(topic, random);
      const platform = number % 3 === 0 ? 'youtube' : 'tiktok';
      const channelId = `${platform}-${Math.floor(random() * 4_000)}`;
      channel.run(channelId, platform, channelId);
      const hash = number.toString(16).padStart(64, '0');
      const language = number % 4 === 0 ? 'es' : 'en';
      video.run(
        ...[id, hash, text, text, platform, language, channelId],
        publishedAtMs,
        publishedAtMs,
      );
      if (space === undefined) return;
      const row = chunk.run(id, text).lastInsertRowid;
      const near = topic === undefined ? undefined : directions[topic];
      const made = mixed(near, direction(dimensions ?? 0, random), likeness);
      vector?.run(BigInt(row), bytesOf(made));
      stamp.run(row, space.id);
    },
    /** At 1, 2, 4, 7, 11 … days of age, as a schedule by age would; gives how many. */
    snapshots(id: string, publishedAtMs: number, random: () => number): number {
      const total = 10 ** (2 + random() * 4.5);
      const tauDays = 2 + random() * 12;
      let age = 0;
      let made = 0;
      for (let at = 1; at <= snapshotsEach; at++) {
        age += at * (0.8 + random() * 0.4);
        const atMs = Math.round(publishedAtMs + age * dayMs);
        if (atMs > endMs) break;
        const views = total * (1 - Math.exp(-age / tauDays));
        const unit = views < 10_000 ? 1 : views < 1_000_000 ? 100 : 100_000;
        const rounded = Math.round(views / unit) * unit;
        snapshot.run(id, atMs, rounded, unit === 1 ? null : `{"views":${unit}}`);
        made++;
      }
      return made;
    },
  };
}

/** Three of the topic's own words, and some of everybody's. */
function textOf(topic: number | undefined, random: () => number): string {
  const word = (from: number, count: number): string => {
    const number = from + Math.floor(random() * count);
    return (
      [0, 1, 2, 3, 4]
        .map((at) => words[(number * (at * 6 + 7) + at * 5 + (number >> 3)) % 26])
        .join('') + number
    );
  };
  const own = topic === undefined ? [] : [0, 1, 2].map(() => word(1_000 + topic * 6, 6));
  return [...own, ...[0, 1, 2, 3].map(() => word(0, 400))].join(' ');
}

function mixed(
  near: Float32Array | undefined,
  noise: Float32Array,
  likeness: number,
): Float32Array {
  if (near === undefined) return noise;
  const rest = Math.sqrt(1 - likeness ** 2);
  return unit(near.map((value, at) => likeness * value + rest * (noise[at] ?? 0)));
}

function direction(dimensions: number, random: () => number): Float32Array {
  const gauss = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return unit(Float32Array.from({ length: dimensions }, gauss));
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

function idOf(random: () => number): string {
  return Array.from({ length: 16 }, () => Math.floor(random() * 32).toString(32)).join('');
}

/** 0 to 1, from a seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mix = Math.imul(state ^ (state >>> 15), 1 | state);
    mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix;
    return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
  };
}

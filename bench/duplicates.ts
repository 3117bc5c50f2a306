import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type FramePrint, packFrames, packSound, systemClock } from '../src/core/base/index.ts';
import { type Library, openLibrary } from '../src/core/db/index.ts';
import { findDuplicatesTask } from '../src/core/search/index.ts';
import type { Benchmark } from './benchmark.ts';

const videos = 100_000;
const framesEach = 10;
/** One video in twenty is a copy of the one before it. */
const copyEvery = 20;
const barMs = 60_000;

/**
 * Groups of copies among 100,000 videos with ten pictures and half a minute of sound each. The hashes
 * of one picture in five are drawn from a few thousand, as those of intros and captions on plain
 * backgrounds are: many videos share them.
 */
async function run() {
  const directory = mkdtempSync(join(tmpdir(), 'trendroom-duplicates-'));
  const library = openLibrary({ directory, clock: systemClock });
  try {
    const copies = fill(library);
    const startMs = performance.now();
    const { groups } = await findDuplicatesTask.run(library, undefined, {});
    const tookMs = performance.now() - startMs;
    const isFound = groups.length >= copies * 0.99 && groups.length <= copies * 1.01;
    return {
      name: 'duplicates',
      rows: [
        {
          what: `groups among ${videos} videos, ${videos * framesEach} pictures`,
          ours: `${(tookMs / 1_000).toFixed(1)} s, ${groups.length} of ${copies} found`,
          peer: `bar ${barMs / 1_000} s`,
          ratio: tookMs / barMs,
          bar: 1,
          holds: tookMs <= barMs && isFound,
        },
      ],
      notes: ['the peer is the bar; one thread'],
    };
  } finally {
    library.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function fill(library: Library): number {
  const { $client } = library.db;
  const random = seeded(7);
  const video = $client.prepare(
    `INSERT INTO videos (id, content_hash, title, original_name, original_path, storage, size_bytes,
       duration_ms, ingest_state, created_at_ms) VALUES (?, ?, 'v', 'v', '/v', 'copy', 1, 30000, 'complete', ?)`,
  );
  const prints = $client.prepare(
    'INSERT INTO video_prints (video_id, version, frames, sound) VALUES (?, 1, ?, ?)',
  );
  const common = Array.from({ length: 4_000 }, () => [random(), random()] as const);
  let copies = 0;
  let before: { frames: FramePrint[]; sound: Uint32Array } | undefined;
  $client.transaction(() => {
    for (let at = 0; at < videos; at++) {
      const isCopy = at % copyEvery === 0 && before !== undefined;
      if (isCopy) copies++;
      const made = isCopy && before !== undefined ? copyOf(before, random) : fresh(common, random);
      const id = at.toString(36).padStart(16, '0');
      video.run(id, createHash('sha256').update(id).digest('hex'), at);
      prints.run(id, Buffer.from(packFrames(made.frames)), Buffer.from(packSound(made.sound)));
      before = made;
    }
  })();
  return copies;
}

type Random = () => number;

function fresh(common: readonly (readonly [number, number])[], random: Random) {
  const frames = Array.from({ length: framesEach }, (_, at): FramePrint => {
    const shared = random() % 5 === 0 ? common[random() % common.length] : undefined;
    return {
      ...{ startMs: at * 3_000, endMs: (at + 1) * 3_000 },
      ...{ whole: shared ?? [random(), random()], middle: [random(), random()] },
    };
  });
  return { frames, sound: Uint32Array.from({ length: 460 }, () => random()) };
}

/** Up to eight bits of each hash are others. */
function copyOf({ frames, sound }: { frames: FramePrint[]; sound: Uint32Array }, random: Random) {
  const noisy = (half: number, bits: number): number => {
    let value = half;
    for (let bit = 0; bit < bits; bit++) value ^= 1 << (random() % 32);
    return value >>> 0;
  };
  return {
    frames: frames.map((frame) => ({
      ...frame,
      whole: [noisy(frame.whole[0], random() % 5), noisy(frame.whole[1], random() % 5)] as const,
    })),
    sound: sound.map((item) => noisy(item, random() % 5)),
  };
}

/** 32 bits each: xorshift. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

export const benchmark: Benchmark = { name: 'duplicates', run };

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Log } from 'node-av';
import { AV_LOG_QUIET } from 'node-av/constants';
import { unpackFrames, unpackSound } from '../../src/core/base/index.ts';
import type { PrintsOutput } from '../../src/core/ingest/media/mediaCalls.ts';
import { extractPrints } from '../../src/core/ingest/media/prints/extractPrints.ts';
import { probeMedia } from '../../src/core/ingest/media/probeMedia.ts';
import {
  type ComparedVideo,
  compareVideos,
} from '../../src/core/search/duplicates/compareVideos.ts';
import { changeClip } from './changeClip.ts';
import { type Change, changes } from './changes.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache/eval-duplicates', import.meta.url));

const minPrecision = 0.99;
const minRecall = 0.9;

interface Clip {
  name: string;
  /** The same of those that are copies. */
  source: string;
  change: string;
  video: ComparedVideo;
}

/**
 * Clips and what people do to them before they post them again: which pairs are found as copies, by
 * each change, and which are not copies but found. Lines to print, and whether the bars hold.
 */
export async function evaluateDuplicates(): Promise<{ lines: string[]; holds: boolean }> {
  Log.setLevel(AV_LOG_QUIET);
  await mkdir(cache, { recursive: true });
  return report(await makeClips());
}

/** Encoding takes minutes: each changed clip is made once. */
async function changed(path: string, change: Change): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify(change))
    .update(await readFile(path));
  const output = join(cache, `${hash.digest('hex').slice(0, 24)}.mp4`);
  if (existsSync(output)) return output;
  const partial = join(cache, `${process.pid}.mp4`);
  await changeClip(path, partial, change);
  await rename(partial, output);
  return output;
}

async function makeClips(): Promise<Clip[]> {
  const clips: Clip[] = [];
  for (const path of await sources()) {
    const source = basename(path);
    clips.push({ name: source, source, change: 'as it is', video: await read(path) });
    for (const change of changes) {
      const video = await read(await changed(path, change));
      clips.push({ name: `${source}: ${change.name}`, source, change: change.name, video });
    }
  }
  return clips;
}

async function sources(): Promise<string[]> {
  const samples = fileURLToPath(new URL('../../resources/samples', import.meta.url));
  const own = (await readdir(samples)).filter((name) => name.endsWith('.mp4'));
  const real = process.env.TRENDROOM_CLIPS;
  const others =
    real === undefined || !existsSync(real)
      ? []
      : (await readdir(real)).filter((name) => /\.(mp4|webm|mov)$/.test(name));
  return [
    ...own.sort().map((name) => join(samples, name)),
    ...others.sort().map((name) => join(real ?? '', name)),
  ];
}

async function read(path: string): Promise<ComparedVideo> {
  const { durationMs, video } = await probeMedia(path);
  const input = { path, durationMs, rotationDegrees: video?.rotationDegrees ?? 0 };
  const signal = new AbortController().signal;
  const prints: PrintsOutput = await extractPrints(input, { signal, onProgress: () => {} });
  const sound = unpackSound(prints.sound);
  const frames = unpackFrames(prints.frames);
  return { durationMs, hasFile: true, frames, sound: () => sound, text: undefined };
}

function report(clips: readonly Clip[]): { lines: string[]; holds: boolean } {
  const lines: string[] = [];
  const missed: string[] = [];
  const wrong: string[] = [];
  const byChange = new Map(changes.map(({ name }) => [name, { found: 0, of: 0 }]));
  let [found, copies, others] = [0, 0, 0];
  for (const [index, one] of clips.entries()) {
    for (const other of clips.slice(index + 1)) {
      const link = compareVideos(one.video, other.video);
      if (one.source !== other.source) {
        others++;
        if (link !== undefined) {
          wrong.push(
            `${one.name} = ${other.name} (${link.signs.join(', ')} ${link.likeness.toFixed(2)})`,
          );
        }
        continue;
      }
      copies++;
      if (link !== undefined) found++;
      if (one.change !== 'as it is') continue;
      const counts = byChange.get(other.change);
      if (counts === undefined) continue;
      counts.of++;
      if (link !== undefined) counts.found++;
      else missed.push(other.name);
    }
  }
  const originals = [...byChange.values()].reduce((sum, { of }) => sum + of, 0);
  const foundOriginals = [...byChange.values()].reduce((sum, each) => sum + each.found, 0);
  const precision = found / Math.max(1, found + wrong.length);
  const recall = foundOriginals / Math.max(1, originals);
  for (const [name, { found: count, of }] of byChange) lines.push(`  ${name}: ${count} of ${of}`);
  lines.push(
    `${clips.length} clips: precision ${precision.toFixed(3)} (bar ${minPrecision}; ${wrong.length} of ${others} pairs of other clips), ` +
      `recall ${recall.toFixed(3)} of changed against the original (bar ${minRecall}), ` +
      `${(found / Math.max(1, copies)).toFixed(3)} of any two copies`,
  );
  for (const line of wrong.slice(0, 40)) lines.push(`  wrong: ${line}`);
  for (const line of missed.slice(0, 40)) lines.push(`  missed: ${line}`);
  const holds = precision >= minPrecision && recall >= minRecall;
  lines.push(holds ? 'The bars hold.' : 'The bars DO NOT HOLD.');
  return { lines, holds };
}

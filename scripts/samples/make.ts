/**
 * Makes resources/samples: the clips, their metadata (trendroom.json) and their truth
 * (truth.json). Needs espeak-ng and the font Inter. `npm run samples -- NAME` makes the clips
 * whose file name contains NAME, and both JSON files always.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clips } from './clips/index.ts';
import { makeClip } from './makeClip.ts';
import { metadataOf } from './metadataOf.ts';
import { srtOf } from './srtOf.ts';
import { timeline } from './timeline.ts';
import { truthOf } from './truthOf.ts';

const folder = fileURLToPath(new URL('../../resources/samples/', import.meta.url));

/** A line about each missing tool. */
function missingTools(): string[] {
  const answer = (command: string, ...args: string[]): string => {
    try {
      return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      return '';
    }
  };
  const missing: string[] = [];
  if (!answer('espeak-ng', '--version')) {
    missing.push('espeak-ng speaks the samples. Install it: apt-get install espeak-ng');
  }
  if (!answer('fc-list', 'Inter').includes('ExtraBold')) {
    missing.push(
      'The font Inter draws their text. Install it: apt-get install fonts-inter fontconfig',
    );
  }
  return missing;
}

const missing = missingTools();
if (missing.length > 0) {
  process.stderr.write(`${missing.join('\n')}\n`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const wanted = process.argv[2] ?? '';
const timed = clips.map((clip) => ({ clip, shots: timeline(clip) }));
for (const { clip, shots } of timed) {
  if (clip.sidecar) writeFileSync(join(folder, clip.file.replace('.mp4', '.srt')), srtOf(shots));
  if (!clip.file.includes(wanted)) continue;
  await makeClip({ clip, shots, path: join(folder, clip.file) });
  process.stdout.write(`${clip.file} ${(shots.at(-1)?.endMs ?? 0) / 1000} s\n`);
}
const write = (name: string, value: unknown): void =>
  writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
write('trendroom.json', {
  version: 1,
  videos: Object.fromEntries(clips.map((clip) => [clip.file, metadataOf(clip)])),
});
write('truth.json', {
  version: 1,
  files: Object.fromEntries(timed.map(({ clip, shots }) => [clip.file, truthOf(clip, shots)])),
  queries: timed.flatMap(({ clip, shots }) =>
    clip.queries.map(({ query, shot }) => ({
      query,
      file: clip.file,
      startMs: shots[shot]?.startMs,
      endMs: shots[shot]?.endMs,
    })),
  ),
});

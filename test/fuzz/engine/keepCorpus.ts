import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTarget } from '../targets/targets.ts';
import { Coverage } from './coverage.ts';
import { judge } from './judge.ts';

/** All corpora together stay small enough for the repository. */
const maxTargetBytes = 24_000;
const maxFileBytes = 4_000;

/**
 * Adds to a target's corpus the smallest of the inputs that a run reached something new with, each of
 * which runs blocks that no input before it does. Returns a line for people.
 */
export async function keepCorpus(
  name: string,
  { corpus, reached }: { corpus: string; reached: string },
): Promise<string> {
  const target = await loadTarget(name);
  const folder = join(mkdtempSync(join(tmpdir(), 'trendroom-fuzz-')), 'run');
  const coverage = new Coverage();
  const kept = inputsOf(corpus);
  let sizeBytes = 0;
  for (const { bytes } of kept) {
    sizeBytes += bytes.length;
    await judge(target, bytes, folder);
    coverage.take();
  }
  const candidates = inputsOf(reached)
    .filter(({ bytes }) => bytes.length <= maxFileBytes)
    .toSorted((a, b) => a.bytes.length - b.bytes.length);
  let added = 0;
  for (const { name: file, bytes } of candidates) {
    if (sizeBytes + bytes.length > maxTargetBytes) break;
    if ((await judge(target, bytes, folder)) !== undefined || coverage.take() === 0) continue;
    writeFileSync(join(corpus, file), bytes);
    sizeBytes += bytes.length;
    added += 1;
  }
  rmSync(join(folder, '..'), { recursive: true, force: true });
  return `${name}: ${added} inputs added to ${kept.length}, ${sizeBytes} bytes in all`;
}

function inputsOf(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

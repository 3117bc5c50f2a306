import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../src/core/base/index.ts';
import type { FuzzTarget } from '../fuzzTarget.ts';

export interface Finding {
  kind: 'error' | 'slow' | 'memory' | 'escape' | 'hang';
  /** One line. */
  words: string;
  /** The same for inputs that show the same fault. */
  key: string;
}

/** For inputs of at most 100 kB. Of processor time, which other programs do not lengthen. */
export const maxMs = 1_000;
const maxGrowthBytes = 200_000_000;

/** Runs one input; what is wrong with the parser, or undefined. `folder` is the judge's own. */
export async function judge(
  target: FuzzTarget,
  input: Buffer,
  folder: string,
): Promise<Finding | undefined> {
  const scratch = join(folder, 'inside');
  emptyFolder(folder, scratch);
  const bytesBefore = usedBytes();
  const timeBefore = process.cpuUsage();
  let found: Finding | undefined;
  try {
    await target.run(input, scratch);
  } catch (error) {
    found = findingOf(target, error);
  }
  const { user, system } = process.cpuUsage(timeBefore);
  const ms = (user + system) / 1_000;
  if (found !== undefined) return found;
  if (readdirSync(folder).length !== 1) {
    return { kind: 'escape', words: 'it wrote outside its folder', key: 'escape' };
  }
  if (ms > maxMs) return { kind: 'slow', words: `it took ${Math.round(ms)} ms`, key: 'slow' };
  const growth = usedBytes() - bytesBefore;
  if (growth > maxGrowthBytes) {
    return { kind: 'memory', words: `it took ${Math.round(growth / 1e6)} MB`, key: 'memory' };
  }
  return undefined;
}

/** Most parsers write nothing, and making folders takes longer than they do. */
function emptyFolder(folder: string, scratch: string): void {
  if (existsSync(scratch) && readdirSync(scratch).length === 0) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function findingOf({ codes }: FuzzTarget, error: unknown): Finding | undefined {
  if (error instanceof AppError && codes.includes(error.code)) return undefined;
  const code = error instanceof AppError ? `${error.code}: ` : '';
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const place = /src\/[\w/]+\.ts:\d+/.exec(stack)?.[0] ?? '';
  const name = error instanceof Error ? error.name : typeof error;
  return {
    kind: 'error',
    words: `${name} ${code}${message.split('\n')[0]?.slice(0, 200)} ${place}`,
    key: `${name} ${code}${place === '' ? message.replaceAll(/\d+/g, 'N').slice(0, 60) : place}`,
  };
}

import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { hasSystemCode, toAppError } from '../../base/index.ts';
import { fromFolderFile } from './fromFolderFile.ts';
import { fromInfoFile } from './fromInfoFile.ts';
import type { SidecarMetadata } from './sidecarMetadata.ts';

export interface SidecarResult {
  metadata?: SidecarMetadata;
  /** Why sidecars that are there could not be used. */
  problem?: string;
}

/** yt-dlp writes some megabytes for long comment threads; more is not metadata. */
const maxBytes = 20_000_000;
const maxProblemCharacters = 500;

/**
 * Metadata from yt-dlp's `NAME.info.json`, or else from `trendroom.json` in the same folder. A
 * sidecar that is broken costs its metadata, never the video.
 */
export async function readSidecar(videoPath: string): Promise<SidecarResult> {
  const stem = videoPath.replace(/\.[^./\\]+$/, '');
  const sources = [
    { path: `${stem}.info.json`, read: fromInfoFile },
    {
      path: join(dirname(videoPath), 'trendroom.json'),
      read: (json: unknown) => fromFolderFile(json, basename(videoPath)),
    },
  ];
  const problems: string[] = [];
  for (const { path, read } of sources) {
    try {
      const file = await readJson(path);
      const metadata = file === undefined ? undefined : read(file.json, file.writtenAtMs);
      if (metadata !== undefined) return withProblems(problems, metadata);
    } catch (error) {
      problems.push(`${basename(path)} was not used: ${reasonOf(error)}`);
    }
  }
  return withProblems(problems);
}

function withProblems(problems: readonly string[], metadata?: SidecarMetadata): SidecarResult {
  const problem = problems.join(' ').slice(0, maxProblemCharacters);
  return {
    ...(metadata === undefined ? {} : { metadata }),
    ...(problem === '' ? {} : { problem }),
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error);
  return error instanceof SyntaxError ? 'it is not JSON.' : toAppError(error).message;
}

/** Undefined when there is no such file. */
async function readJson(path: string): Promise<{ json: unknown; writtenAtMs: number } | undefined> {
  try {
    // Not blocking: a pipe of that name would have us wait for ever.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await file.stat();
    if (!found.isFile()) throw new Error('it is not a file.');
    if (found.size > maxBytes) throw new Error('it is too large.');
    const json: unknown = JSON.parse(await file.readFile('utf8'));
    return { json, writtenAtMs: found.mtimeMs };
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}

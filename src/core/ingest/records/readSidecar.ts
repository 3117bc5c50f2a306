import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { readInputFile, toAppError } from '../../base/index.ts';
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
    const { bytes, writtenAtMs } = await readInputFile(path, { maxBytes });
    return { json: JSON.parse(bytes.toString('utf8')), writtenAtMs };
  } catch (error) {
    if (toAppError(error).code === 'input.notFound') return undefined;
    throw error;
  }
}

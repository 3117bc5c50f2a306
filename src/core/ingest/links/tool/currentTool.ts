import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeJsonAtomically } from '../../../inference/index.ts';

const currentSchema = z.object({
  version: z.string(),
  program: z.string(),
  /** Arguments before yt-dlp's own. */
  prefix: z.array(z.string()),
  /** Of what was delivered: the wheel or the program. */
  sha256: z.string(),
  installedAtMs: z.number(),
});
/** The app's own yt-dlp, as `current.json` in its folder names it. */
export type CurrentTool = z.infer<typeof currentSchema>;

/** Undefined when none is installed, or the file is damaged or of another version. */
export async function readCurrent(folder: string): Promise<CurrentTool | undefined> {
  try {
    return currentSchema.parse(JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The switch from one version to the next: all or nothing. */
export async function writeCurrent(folder: string, current: CurrentTool): Promise<void> {
  await writeJsonAtomically(join(folder, 'current.json'), current);
}

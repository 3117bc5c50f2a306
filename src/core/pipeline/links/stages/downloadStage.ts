import { readdir } from 'node:fs/promises';
import { AppError } from '../../../base/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import type { LinkKindTools } from '../linkKindTools.ts';
import type { LinkPayload } from '../linkPayload.ts';
import { runLink } from '../linkRun.ts';
import { readLink } from '../readLink.ts';
import { createProgressReader, progressArguments } from '../run/downloadProgress.ts';
import { resolvedName } from './resolveStage.ts';

/** Names in the work folder; the ending is the format's, which yt-dlp keeps to known ones. */
export const mediaStem = 'video';

/** Most that one link may bring. */
const mostBytes = 20e9;

/** Brings the file into the job's folder; a run that was cut short goes on where it stopped. */
export function createDownloadStage(tools: LinkKindTools): Stage<LinkPayload> {
  return {
    name: 'download',
    weight: 8,
    resource: 'network',
    run: async ({ payload, jobId, signal, progress }) => {
      if (!bringsFile(payload)) return;
      const { folder } = new WorkFiles(tools.library, jobId);
      const { item } = readLink(payload.link);
      const args = ['--load-info-json', resolvedName, '--no-playlist'];
      if (item !== undefined) args.push('--playlist-items', `${item}`);
      args.push('-o', `${mediaStem}.%(ext)s`, '--write-info-json', '--continue');
      args.push('--max-filesize', `${mostBytes}`, ...progressArguments);
      await runLink(tools, { folder, args, signal, onLine: createProgressReader(progress) });
      if ((await findMedia(folder)) === undefined) {
        throw new AppError('link.failed', 'yt-dlp brought no file.');
      }
    },
  };
}

/** False when the resolved link is a playlist, or its video is here or on its way. */
export function bringsFile({ duplicate, isQueued, children }: LinkPayload): boolean {
  return duplicate !== true && isQueued !== true && children === undefined;
}

/** The finished file in the folder, by its name. */
export async function findMedia(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names.find((name) => /^video\.[a-z0-9]{1,5}$/i.test(name) && !name.endsWith('.part'));
}

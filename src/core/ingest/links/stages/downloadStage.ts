import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, hasSystemCode, toAppError } from '../../../base/index.ts';
import type { Stage, StageContext } from '../../../jobs/index.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import type { LinkKindTools } from '../linkKindTools.ts';
import type { LinkPayload } from '../linkPayload.ts';
import { readLink } from '../readLink.ts';
import { createProgressReader, progressArguments } from '../run/downloadProgress.ts';
import { runLink } from '../run/linkRun.ts';
import { withoutCookies } from '../run/withoutCookies.ts';
import { resolvedName } from './resolveStage.ts';

/** Names in the work folder; the ending is the format's, which yt-dlp keeps to known ones. */
export const mediaStem = 'video';

/** Most that one link may bring. */
const maxBytes = 20e9;
/** With an announced size above that yt-dlp ends without a file and without a word. */
const tooLarge = 'No file was downloaded: it is larger than 20 GB or not available.';

/** Brings the file into the job's folder; a run that was cut short goes on where it stopped. */
export function createDownloadStage(tools: LinkKindTools): Stage<LinkPayload> {
  return {
    name: 'download',
    weight: 8,
    resource: 'network',
    run: async (context) => {
      const { payload, jobId, signal, progress } = context;
      if (!bringsFile(payload)) return;
      const { folder } = new WorkFiles(tools.library, jobId);
      const { item } = readLink(payload.link);
      const args = ['--load-info-json', resolvedName, '--no-playlist'];
      if (item !== undefined) args.push('--playlist-items', `${item}`);
      args.push('-o', `${mediaStem}.%(ext)s`, '--write-info-json', '--continue');
      args.push('--max-filesize', `${maxBytes}`, ...progressArguments);
      const tooMuch = new AbortController();
      const onLine = createProgressReader((fraction, doneBytes) => {
        progress(fraction);
        // A stream that never tells its size, nor ends.
        if (doneBytes > maxBytes) tooMuch.abort(new AppError('link.failed', tooLarge));
      });
      await runLink(tools, {
        folder,
        args,
        signal: AbortSignal.any([signal, tooMuch.signal]),
        onLine,
      });
      await cleanInfo(join(folder, `${mediaStem}.info.json`));
      if ((await findMedia(folder)) === undefined) throw new AppError('link.failed', tooLarge);
      if (payload.captions !== undefined) await addCaptions(tools, payload.captions, context);
    },
  };
}

/** yt-dlp repeats the cookies that it was given in what it writes of the video. */
async function cleanInfo(path: string): Promise<void> {
  try {
    const info = withoutCookies(JSON.parse(await readFile(path, 'utf8')));
    await writeFile(path, JSON.stringify(info));
    await chmod(path, 0o600);
  } catch (error) {
    // Without a file nothing was downloaded, which is told below.
    if (!hasSystemCode(error, 'ENOENT')) throw error;
  }
}

/** The captions that the page offers; without them the speech is transcribed. */
async function addCaptions(
  tools: LinkKindTools,
  language: string,
  { payload, jobId, signal, warn }: StageContext<LinkPayload>,
): Promise<void> {
  const { folder } = new WorkFiles(tools.library, jobId);
  const { item } = readLink(payload.link);
  const args = ['--load-info-json', resolvedName, '--no-playlist', '--skip-download', '--quiet'];
  if (item !== undefined) args.push('--playlist-items', `${item}`);
  args.push('-o', `${mediaStem}.%(ext)s`, '--write-subs', '--sub-langs', language);
  args.push('--sub-format', 'vtt/srt');
  try {
    await runLink(tools, { folder, args, signal });
  } catch (error) {
    signal.throwIfAborted();
    warn('captions.invalid', `The captions could not be downloaded: ${toAppError(error).message}`);
  }
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

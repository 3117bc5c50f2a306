import { existsSync } from 'node:fs';
import { copyFile, link, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { JobId } from '../../../../contract/index.ts';
import { AppError, hasSystemCode, pathBelow, readInputFile } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Stage } from '../../../jobs/index.ts';
import { jobPayload } from '../../../jobs/index.ts';
import type { IngestPayload } from '../../ingestPayload.ts';
import { WorkFiles } from '../../media/workFiles.ts';
import type { LinkKindTools } from '../linkKindTools.ts';
import type { LinkPayload } from '../linkPayload.ts';
import { withoutCookies } from '../run/withoutCookies.ts';
import { bringsFile, findMedia, mediaStem } from './downloadStage.ts';

/**
 * Queues the ingest of what was downloaded. The files lie in the work folder of the ingest job,
 * so that they go when that job is over; they are linked there before it is queued, and its id
 * is known before, so that a crash at any point leaves one job and one download.
 */
export function createHandOverStage(tools: LinkKindTools): Stage<LinkPayload> {
  const { library } = tools;
  return {
    name: 'hand over',
    weight: 1,
    resource: 'disk',
    run: async ({ payload, jobId }) => {
      const { ingestJobId } = payload;
      if (bringsFile(payload) && ingestJobId !== undefined && !isQueued(library, ingestJobId)) {
        const ingest = await place({ library, payload, jobId, ingestJobId });
        const label = payload.title ?? payload.link;
        const dedupeKey = ingest.sourceUrl ?? ingest.path;
        const options = { id: ingestJobId, label, dedupeKey, parentId: jobId };
        tools.queue().enqueue(tools.ingestKind, ingest, options);
      }
      await new WorkFiles(library, jobId).remove();
    },
  };
}

function isQueued(library: Library, jobId: JobId): boolean {
  return Object.keys(jobPayload(library, jobId)).length > 0;
}

/** Puts the download with its sidecars into the ingest job's folder, and says what to ingest. */
async function place(work: {
  library: Library;
  payload: LinkPayload;
  jobId: JobId;
  ingestJobId: JobId;
}): Promise<IngestPayload> {
  const { library, payload, jobId, ingestJobId } = work;
  const { sourceUrl, fileStem, captions, language } = payload;
  const from = new WorkFiles(library, jobId);
  const media = await findMedia(from.folder);
  if (sourceUrl === undefined || fileStem === undefined || media === undefined) {
    throw new AppError('input.notFound', 'The download was removed. Ingest the link again.');
  }
  const folder = await new WorkFiles(library, ingestJobId).emptyFolder('link');
  const originalName = `${fileStem}${extname(media)}`;
  const path = pathBelow(folder, originalName);
  await placeFile(from.path(media), path);
  const info = pathBelow(folder, `${fileStem}.info.json`);
  await writeInfo(from.path(`${mediaStem}.info.json`), { path: info, sourceUrl });
  for (const ending of captions === undefined ? [] : [`${captions}.vtt`, `${captions}.srt`]) {
    const given = from.path(`${mediaStem}.${ending}`);
    if (existsSync(given)) await placeFile(given, pathBelow(folder, `${fileStem}.${ending}`));
  }
  return {
    path,
    originalName,
    storage: 'link',
    sourceUrl,
    ...(language === undefined ? {} : { language }),
  };
}

/** A second name for the same bytes where the disk can give one. */
async function placeFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!hasSystemCode(error, 'EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP')) throw error;
    await copyFile(from, to);
  }
}

/** yt-dlp writes some megabytes for long comment threads. */
const maxInfoBytes = 20_000_000;

/** The info file with the address that the library knows the video by. */
async function writeInfo(
  from: string,
  { path, sourceUrl }: { path: string; sourceUrl: string },
): Promise<void> {
  const { bytes } = await readInputFile(from, { maxBytes: maxInfoBytes });
  const clean = Object(withoutCookies(JSON.parse(bytes.toString('utf8'))));
  await writeFile(path, JSON.stringify({ ...clean, webpage_url: sourceUrl }), { mode: 0o600 });
}

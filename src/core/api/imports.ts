import { basename } from 'node:path';
import type { HostPath } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import {
  getImportCounts,
  type ImportPayload,
  listRejects,
  previewImport,
} from '../ingest/index.ts';
import type { JobKind, JobQueue } from '../jobs/index.ts';
import { runNow } from '../jobs/index.ts';
import { givenFile } from './files/givenFile.ts';
import { uploadedFile } from './files/uploadFolders.ts';
import { api } from './implementer.ts';

export interface ImportTools {
  host: Host;
  library: Library;
  queue: JobQueue;
  importKind: JobKind<ImportPayload>;
  letJobsRun(): void;
}

/** Videos known by their metadata: look at a file, import it, see what came of it. */
export function importHandlers({ host, library, queue, importKind, letJobsRun }: ImportTools) {
  const { imports } = api;
  const resolve = (path: HostPath): Promise<string> => host.clientPaths.resolve(path, 'ingest');
  return {
    preview: imports.preview.handler(async ({ input }) => {
      const { path, upload, ...reading } = input;
      const file = await givenFile({ host, library }, { path, upload });
      return previewImport({ ...reading, path: file, nowMs: library.clock.nowMs() });
    }),
    start: imports.start.handler(async ({ input }) => {
      const { paths, uploads, platform, observedAtMs, ...reading } = input;
      const files = await Promise.all([
        ...paths.map(resolve),
        ...uploads.map((upload) => uploadedFile(library, upload)),
      ]);
      if (files.length === 0) throw new AppError('usage.invalid', 'Name at least one file.');
      const ids = await queue.enqueueMany(
        importKind,
        files.map((path) => ({
          payload: {
            path,
            ...reading,
            ...(platform === undefined ? {} : { platform }),
            ...(observedAtMs === undefined ? {} : { observedAtMs }),
          },
          label: basename(path),
          dedupeKey: path,
        })),
      );
      letJobsRun();
      return { jobs: ids.map((id) => runNow(queue, id)) };
    }),
    get: imports.get.handler(({ input: { jobId } }) => {
      const job = queue.get(jobId);
      if (job.kind !== importKind.kind) {
        throw new AppError('job.notFound', `Job ${jobId} is no import.`);
      }
      return {
        jobId: job.id,
        ...getImportCounts(library, job.id),
        rejects: listRejects(library, job.id),
      };
    }),
  };
}

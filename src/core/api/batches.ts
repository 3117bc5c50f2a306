import type { Batch, BatchKind, BatchPlace, UploadId } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import { removeUpload } from '../library/index.ts';
import { type Batches, readRequestFile } from '../remote/index.ts';
import { uploadedFile } from './files/uploadFolders.ts';
import { api, stream } from './implementer.ts';

export interface BatchTools {
  library: Library;
  batches: Batches;
  /** Begins to run jobs in this process. Errors: `library.inUse`. */
  startJobs(): void;
}

/** Batches for the team's servers. They run in the process that runs the library's jobs. */
export function batchHandlers(tools: BatchTools) {
  const { batches: team, startJobs } = tools;
  const { batches } = api;
  return {
    create: batches.create.handler(({ input: { requests, uploadId, kind, ...batch } }) => {
      if (uploadId !== undefined) {
        return createFromUpload(tools, uploadId, { ...batch, ...(kind && { kind }) });
      }
      if (requests !== undefined && kind !== undefined) {
        return team.create({ ...batch, kind }, requests);
      }
      throw new AppError('usage.invalid', 'Give either requests with their kind, or uploadId.');
    }),
    list: batches.list.handler(({ input }) => ({ batches: team.list(input.limit) })),
    get: batches.get.handler(async ({ input: { id }, signal }) => ({
      ...team.get(id),
      errors: await team.errors(id, signal),
    })),
    rows: batches.rows.handler(({ input: { id, ...page } }) => team.rows(id, page)),
    pause: batches.pause.handler(({ input }) => team.pause(input.id)),
    resume: batches.resume.handler(({ input }) => team.resume(input.id)),
    cancel: batches.cancel.handler(({ input }) => team.cancel(input.id)),
    retry: batches.retry.handler(({ input }) => team.retry(input.id)),
    takeResults: batches.takeResults.handler(({ input }) =>
      team.takeResults(input.id, input.results),
    ),
    remove: batches.remove.handler(async ({ input }) => ({ removed: await team.remove(input.id) })),
    watch: batches.watch.handler(({ input, signal }) => {
      if (input?.run === true) startJobs();
      return stream(team.watch(signal));
    }),
  };
}

/** Makes a batch of an uploaded file, or nothing. The upload is removed either way. */
async function createFromUpload(
  { library, batches }: BatchTools,
  uploadId: UploadId,
  { kind: given, ...batch }: { name: string; kind?: BatchKind; place: BatchPlace; paused: boolean },
): Promise<Batch> {
  const path = uploadedFile(library, uploadId);
  try {
    const { kind, slices } = await readRequestFile(path, given);
    return await batches.create({ ...batch, kind }, slices);
  } finally {
    removeUpload(library, uploadId);
  }
}

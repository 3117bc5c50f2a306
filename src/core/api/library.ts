import type { HostPath } from '../../contract/index.ts';
import { AppError } from '../base/index.ts';
import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import type { ModelStore } from '../inference/index.ts';
import { enqueueReindex, type Links, type ReindexPayload } from '../ingest/index.ts';
import type { JobKind, JobQueue } from '../jobs/index.ts';
import {
  activeSpace,
  type BackupOptions,
  type BackupSeal,
  backupLibrary,
  buildingSpace,
  countVectors,
  restoreLibrary,
  verifyLibraryTask,
} from '../library/index.ts';
import type { LibraryPlace } from '../sync/index.ts';
import { doctor } from './doctor.ts';
import { api, stream } from './implementer.ts';
import { libraryInfo } from './libraryInfo.ts';

export interface LibraryTools {
  host: Host;
  library: Library;
  models: ModelStore;
  queue: JobQueue;
  links: Links;
  reindexKind: JobKind<ReindexPayload>;
  startJobs(): void;
  /** Keeps other processes from running jobs. Errors: `library.inUse`. */
  holdLibrary(): void;
  /** Ends everything that reads or writes the library; this app works no more. */
  stopWork(): Promise<void>;
  /** The library of this app is closed; another one is in its place. */
  onLibraryReplaced(): void;
  place: LibraryPlace;
  /** Of the library itself, also on a branch. */
  seal: BackupSeal;
  dumpGrowth: BackupOptions['dumpGrowth'];
}

interface RestoreInput {
  path: HostPath;
  passphrase?: string | undefined;
  trust?: boolean | undefined;
}

/** The library as a whole: backup, restore, verify, reindex, doctor. */
export function libraryHandlers(tools: LibraryTools) {
  const { library, seal, dumpGrowth, holdLibrary, host } = tools;
  return {
    info: api.library.info.handler(() => libraryInfo(tools)),
    backup: api.library.backup.handler(async ({ input, signal }) =>
      backupLibrary(library, await host.clientPaths.resolve(input.path, 'backup'), {
        ...{ passphrase: input.passphrase, seal, dumpGrowth, signal },
      }),
    ),
    restore: api.library.restore.handler(({ input, signal }) => {
      holdLibrary();
      return restore(tools, input, signal);
    }),
    verify: api.library.verify.handler(({ signal }) =>
      library.readers.run(verifyLibraryTask, undefined, { signal }),
    ),
    reindex: api.library.reindex.handler(({ signal }) => stream(reindex(tools, signal))),
    doctor: api.library.doctor.handler(async () => ({ checks: await doctor(tools) })),
  };
}

/** What works in the library ends before it is closed under it: jobs park, readers close it. */
async function restore(
  { host, library, seal, stopWork, onLibraryReplaced }: LibraryTools,
  { path: given, passphrase, trust = false }: RestoreInput,
  signal: AbortSignal | undefined,
): ReturnType<typeof restoreLibrary> {
  const path = await host.clientPaths.resolve(given, 'restore');
  let replacing = false;
  const beforeReplace = async (): Promise<void> => {
    replacing = true;
    await stopWork();
  };
  try {
    return await restoreLibrary(library, path, {
      ...{ beforeReplace, passphrase, signal },
      ...(!trust && { seal }),
    });
  } finally {
    // Also when it failed from there on: this app can do no more.
    if (replacing) onLibraryReplaced();
  }
}

/** Queues a reindex, follows it, and fails as it fails. */
async function* reindex(
  { library, queue, reindexKind, startJobs }: LibraryTools,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ embedded: number; total: number }, void, undefined> {
  startJobs();
  const changes = queue.watch(signal);
  const jobId = enqueueReindex(queue, reindexKind);
  // One that was queued earlier may be paused.
  queue.resume(jobId);
  for await (const job of changes) {
    if (job.id !== jobId) continue;
    const space = buildingSpace(library) ?? activeSpace(library);
    if (space !== undefined) yield countVectors(library, space.id);
    if (job.error !== undefined && job.state !== 'waiting') {
      throw new AppError(job.error.code, job.error.message);
    }
    if (job.state === 'done' || job.state === 'cancelled') return;
  }
}

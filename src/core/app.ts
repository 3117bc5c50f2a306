import { join } from 'node:path';
import { placeOfWork, type Settings } from '../shared/index.ts';
import {
  createFileRoutes,
  createLocalAnswerer,
  createOpenAiRoutes,
  createRouter,
  removeTakenUploads,
} from './api/index.ts';
import { CleanupStack } from './base/index.ts';
import type { Host } from './host/index.ts';
import { createInference } from './inference/index.ts';
import { createDrafts, createDraftVariants } from './insight/index.ts';
import { createJobQueue, type JobQueue, ResourceSlots } from './jobs/index.ts';
import {
  acquireRunnerLock,
  getSettings,
  openLibrary,
  type RunnerLock,
  tidyLibrary,
} from './library/index.ts';
import { createModelStore } from './models/index.ts';
import {
  createIngestKind,
  createLinks,
  createMediaClient,
  createReindexKind,
  createRetelling,
  createScreenReader,
  createWhisperTranscriber,
  queueReindexIfStale,
  SoundFiles,
} from './pipeline/index.ts';
import { createSearch } from './search/index.ts';
import {
  createAnswerTaker,
  createBatches,
  createEndpoints,
  createMediaFiles,
  createSchedules,
  createScheduleTasks,
  createSharing,
  createTeamEmbedder,
  createWork,
  createWorkKinds,
} from './team/index.ts';

export type App = ReturnType<typeof createApp>;

export interface AppOptions {
  /**
   * Called when a backup was restored: this app has closed its library. The host answers what is
   * under way, disposes this app and creates another.
   */
  onLibraryReplaced?: () => void;
}

/** Texts that servers made get their vectors together. */
const embedSoonMs = 5_000;

/**
 * Puts the product together on a host: opens the library and answers the contract (`router`) and
 * requests for bytes (`files`) and for
 * the models (`openAi`). Jobs begin to run with `start` or when a procedure first needs
 * them; from then on this process holds the library's runner lock. `start` throws
 * `library.inUse` when another process has it. `dispose` parks running jobs, ends the child
 * processes and closes the library.
 */
export function createApp(given: Host, options: AppOptions = {}) {
  const { clock, logger } = given;
  const cleanups = new CleanupStack();
  const library = openLibrary({ directory: given.paths.library, clock });
  cleanups.add(() => library.close());

  const settings = (): Settings => getSettings(library);
  // Asked anew each time: the user may go offline while the program runs.
  const host: Host = {
    ...given,
    get networkAllowed() {
      return given.networkAllowed && !settings().offline;
    },
  };

  // Released after the queue has parked its jobs: cleanups run in reverse order.
  let lock: RunnerLock | undefined;
  cleanups.add(() => lock?.release());

  const slots = new ResourceSlots({ clock });
  const models = createModelStore({ host });
  const inference = createInference({
    host,
    models,
    slots,
    poolChoice: () => {
      const { enginePoolTokens, engineKvType } = settings();
      return { poolTokens: enginePoolTokens, kvType: engineKvType };
    },
    prefixesDir: join(library.directory, 'prefixes'),
  });
  cleanups.add(() => inference.dispose());
  const media = createMediaClient(host.children);
  const transcriber = createWhisperTranscriber(host.children);
  const reader = createScreenReader(host.children);
  cleanups.add(() => {
    media.stop();
    transcriber.release();
    reader.release();
  });

  const { embedder, languageModel } = inference;
  const ingestKind = createIngestKind({ library, models, embedder, media, transcriber, reader });
  const reindexKind = createReindexKind({ library, embedder });
  const links = createLinks({ host, library, ingestKind, settings, queue: () => queue });
  const kinds = [ingestKind, reindexKind, links.kind];
  const queue: JobQueue = createJobQueue({ library, clock, logger, slots, kinds });
  cleanups.add(() => queue.dispose());

  const holdLibrary = (): void => {
    lock ??= acquireRunnerLock(library.directory);
  };
  let started = false;
  const startJobs = (): void => {
    if (started) return;
    holdLibrary();
    started = true;
    tidyLibrary(library);
    void removeTakenUploads({ library, queue, logger });
    queue.start();
    void queueReindex();
    batches.start();
    schedules.start();
  };

  const openAi = createOpenAiRoutes(inference);
  const endpoints = createEndpoints({ host, library });
  cleanups.add(() => endpoints.dispose());
  const local = createLocalAnswerer(openAi);
  const { servers } = endpoints;
  const teamEmbedder = createTeamEmbedder({ servers, clock });
  const search = createSearch({ library, embedder, teamEmbedder });
  const variants = createDraftVariants({ library, search, embedder, clock });
  const retelling = createRetelling(library);
  const workKinds = createWorkKinds({ library, servers, embedder, variants, retelling });
  let embedSoon: NodeJS.Timeout | undefined;
  const takeAnswer = createAnswerTaker({
    ...{ library, takers: workKinds },
    onTexts: () => {
      embedSoon ??= setTimeout(() => {
        embedSoon = undefined;
        void queueReindex();
      }, embedSoonMs).unref();
    },
  });
  cleanups.add(() => clearTimeout(embedSoon));
  const sound = new SoundFiles({ library, media });
  const mediaFiles = createMediaFiles(library, (id, signal) => sound.open(id, signal));
  const batches = createBatches({
    ...{ library, servers, local, media: mediaFiles, takeAnswer, clock, logger },
  });
  cleanups.add(() => batches.dispose());
  const queueReindex = () =>
    queueReindexIfStale({ library, models, queue, kind: reindexKind, logger });
  const sharing = createSharing({ library, host, embedder, holdLibrary });
  cleanups.add(() => sharing.dispose());
  const tasks = createScheduleTasks({ library, endpoints, sharing, queueReindex });
  const schedules = createSchedules({ library, clock, logger, tasks });
  cleanups.add(() => schedules.dispose());

  const work = createWork({
    ...{ library, servers, batches, kinds: workKinds },
    placeOf: (kind) => placeOfWork(settings(), kind),
    embedHere: queueReindex,
  });
  const drafts = createDrafts({ library, search, languageModel, embedder, clock });
  const router = createRouter({
    host,
    library,
    models,
    queue,
    search,
    drafts,
    engine: inference.engine,
    ingestKind,
    reindexKind,
    links,
    endpoints,
    mediaFiles,
    batches,
    work,
    schedules,
    sharing,
    startJobs,
    holdLibrary,
    onLibraryReplaced: () => options.onLibraryReplaced?.(),
  });
  const files = createFileRoutes({ library });
  return { router, files, openAi, start: startJobs, dispose: () => cleanups.dispose() };
}

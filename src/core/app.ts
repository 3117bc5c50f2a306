import packageFile from '../../package.json' with { type: 'json' };
import { type KvType, modelSettings, placeOfWork, type Settings } from '../contract/index.ts';
import {
  createCollector,
  createFileLocator,
  createJobStarter,
  createLocalAnswerer,
  createOpenAiRoutes,
  createRouter,
  createScheduleTasks,
  localAnswering,
  type NamedAdapter,
  WaitingRequests,
} from './api/index.ts';
import { createAsk } from './ask/index.ts';
import { CleanupStack, pathBelow, steadyClock } from './base/index.ts';
import { acquireRunnerLock, type LibraryOptions, type RunnerLock } from './db/index.ts';
import {
  createDrafts,
  createDraftVariants,
  DraftRepository,
  replaceHookRecords,
} from './drafts/index.ts';
import {
  createEvents,
  createExperimentHistories,
  createExperiments,
  createGrowthDatabase,
  createPublishing,
  createPush,
  createRetention,
} from './growth/index.ts';
import { branchSecrets, type Host } from './host/index.ts';
import {
  createHeaderReader,
  createInference,
  createModelDownloadKind,
  createModelStore,
} from './inference/index.ts';
import {
  areDuplicatesDue,
  createDuplicatesKind,
  createImportKind,
  createIngestKind,
  createLinks,
  createLookKind,
  createMediaClient,
  createObjectFinder,
  createReindexKind,
  createScreenReader,
  createTranscriptEdits,
  createTranscriptUpdates,
  createVisionClient,
  createWhisperTranscriber,
  enqueueDuplicates,
  isReindexDue,
  queueReindexIfStale,
  SoundFiles,
  type TeamTranscriber,
} from './ingest/index.ts';
import {
  type AnyJobKind,
  createJobQueue,
  createSchedules,
  type JobQueue,
  ResourceSlots,
} from './jobs/index.ts';
import {
  type BackupOptions,
  createBackupKind,
  createBackupSeal,
  createVerifyKind,
  getSettings,
  grantedSettings,
  tidyLibrary,
} from './library/index.ts';
import {
  areTopicsDue,
  createMeasuring,
  createTopicsKind,
  createTrends,
  enqueueTopics,
} from './memory/index.ts';
import { linkAllProducts } from './products/index.ts';
import {
  createBatches,
  createCheckEndpointsKind,
  createComparisons,
  createEndpoints,
  createMediaFiles,
  createRefuseEmbedder,
  createRequestSets,
  createResultHandler,
  createSwitches,
  createTeamEmbedder,
  createWork,
  createWorkKinds,
  transcribeRemotely,
} from './remote/index.ts';
import { createReportKind } from './reports/index.ts';
import { createIndexing, createSavedSearches, createSearch } from './search/index.ts';
import {
  createBranches,
  createSharing,
  createSyncKind,
  createTeamWorkers,
  eventsOfBranch,
  openPlace,
} from './sync/index.ts';

export type App = ReturnType<typeof createApp>;

export interface AppOptions {
  /**
   * Called when a backup was restored, or a branch was opened or left: this app's library is not
   * the one to work on any more. The host answers what is under way, disposes this app and creates
   * another.
   */
  onLibraryReplaced?: () => void;
  /** Of a program that lives long: `threads`, which leave its event loop free for others. */
  readers?: LibraryOptions['readers'];
  /** How many answers to clients of `openAi` may wait for the engine; 256 when left out. */
  maxWaitingRequests?: number | undefined;
  /** Instead of the setting. */
  engineKvType?: KvType | undefined;
  /** What clients of `openAi` may ask for as models beside the one that writes. */
  loraAdapters?: readonly NamedAdapter[] | undefined;
}

/** On two cores the engine takes up one to three short requests a second. */
const usualMaxWaiting = 256;

/** Texts that servers made, or that a person brought back, get their vectors together. */
const embedSoonMs = 5_000;

/** Videos come together: topics and reposts are looked for once when they have come. */
const topicsSoonMs = 15_000;

/**
 * Puts the product together on a host: opens the library, answers the contract (`router`) and
 * requests for the models (`openAi`), and tells where files are (`files`). Jobs begin to run with
 * `start` or when a procedure first needs them; from then on this process holds the library's
 * runner lock. `start` throws `library.inUse` when another process has it. `dispose` parks running
 * jobs, ends the child processes and closes the library.
 */
export function createApp(given: Host, options: AppOptions = {}) {
  const { clock, logger } = given;
  const cleanups = new CleanupStack();
  const { readers, maxWaitingRequests: maxWaiting = usualMaxWaiting } = options;
  const { place, library } = openPlace(given.paths.library, { clock, logger, readers });
  cleanups.add(() => library.close());

  const settings = (): Settings => getSettings(library);
  // Asked anew each time: the user may go offline while the program runs.
  const { branch } = place;
  const host: Host = {
    ...given,
    ...(branch !== undefined && { secrets: branchSecrets(given.secrets, branch.id) }),
    get networkAllowed() {
      return given.networkAllowed && !settings().offline;
    },
  };

  // Released after the queue has parked its jobs: cleanups run in reverse order.
  let lock: RunnerLock | undefined;
  cleanups.add(() => lock?.release());

  const slots = new ResourceSlots({ clock });
  const headers = createHeaderReader(host.children);
  cleanups.add(() => headers.release());
  const models = createModelStore({
    host,
    headers,
    chosen: (task) => settings()[modelSettings[task]] || undefined,
  });
  const inference = createInference({
    host,
    models,
    slots,
    poolChoice: () => {
      const { enginePoolTokens, engineKvType } = settings();
      return { poolTokens: enginePoolTokens, kvType: options.engineKvType ?? engineKvType };
    },
    prefixesDir: pathBelow(library.directory, 'prefixes'),
    adapterPaths: (options.loraAdapters ?? []).map(({ path }) => path),
  });
  cleanups.add(() => inference.dispose());
  const scratch = pathBelow(library.directory, 'work');
  const media = createMediaClient(host.children, scratch);
  const transcriber = createWhisperTranscriber(host.children, scratch);
  const vision = createVisionClient(host.children, scratch);
  const reader = createScreenReader(vision);
  const finder = createObjectFinder(vision);
  cleanups.add(() => {
    media.stop();
    transcriber.release();
    vision.stop();
  });

  const { embedder, languageModel } = inference;
  // Whatever reads or writes the library: it ends before the library is closed or replaced.
  const users = new CleanupStack();
  cleanups.add(() => users.dispose());
  users.add(() => library.readers.dispose());
  const endpoints = createEndpoints({ host, library });
  users.add(() => endpoints.dispose());
  const { servers } = endpoints;
  const sound = new SoundFiles({ library, media });
  const mediaFiles = createMediaFiles(library, (id, signal) => sound.open(id, signal));
  const team: TeamTranscriber = {
    place: () => settings().transcribePlace,
    hear: (id, control) => transcribeRemotely({ servers, media: mediaFiles }, id, control),
  };
  const ingestKind = createIngestKind({
    ...{ library, models, embedder, media, transcriber, reader, finder, team },
  });
  const importKind = createImportKind({ library, onTexts: () => onTexts() });
  const reindexKind = createReindexKind({ library, embedder });
  const links = createLinks({
    ...{ host, library, ingestKind, queue: () => queue },
    settings: () => grantedSettings(host.secrets, settings(), host.clientPaths),
  });
  const waiting = new WaitingRequests({ maxWaiting, clock: steadyClock });
  const openAi = createOpenAiRoutes({ ...inference, waiting, adapters: options.loraAdapters });
  // This machine's own work waits as long as it takes.
  const local = createLocalAnswerer(createOpenAiRoutes(inference), slots);
  const teamWorkers = createTeamWorkers({
    ...{ library, host, logger, servers, local },
    clock: steadyClock,
    ...localAnswering({ models, servers, clock: steadyClock }),
    version: packageFile.version,
  });
  users.add(() => teamWorkers.dispose());
  const { workers } = teamWorkers;
  const teamEmbedder = createTeamEmbedder({ servers, clock: steadyClock });
  const search = createSearch({ library, embedder, teamEmbedder });
  const savedSearches = createSavedSearches({ library, embedder, teamEmbedder, logger });
  users.add(() => savedSearches.dispose());
  const variants = createDraftVariants({ library, search, embedder, clock });
  const transcriptUpdates = createTranscriptUpdates(library);
  const transcriptEdits = createTranscriptEdits(library);
  const workKinds = createWorkKinds({ library, servers, embedder, variants, transcriptUpdates });
  let embedSoon: NodeJS.Timeout | undefined;
  const onTexts = (): void => {
    embedSoon ??= setTimeout(() => {
      embedSoon = undefined;
      void queueReindex();
    }, embedSoonMs).unref();
  };
  const handleResult = createResultHandler({ library, takers: workKinds, onTexts });
  users.add(() => clearTimeout(embedSoon));
  const batches = createBatches({
    ...{ library, servers, local, workers, media: mediaFiles, handleResult, logger },
    // Rates, pauses and time left.
    clock: steadyClock,
    refuseServer: createRefuseEmbedder(library),
    queue: () => queue,
  });
  // After the queue, which tells them to end.
  users.add(() => batches.dispose());
  const switches = createSwitches({ library, logger });
  const comparisons = createComparisons({
    ...{ library, servers, media: mediaFiles, switches, queue: () => queue },
  });
  const holdLibrary = (): void => {
    // One lock for a library and all its branches.
    lock ??= acquireRunnerLock(place.origin);
  };
  const sharing = createSharing({
    ...{ library, host, embedder, logger, holdLibrary },
    onBranch: branch !== undefined,
    branchEvents: eventsOfBranch(branch),
  });
  // Disposed after the queue has parked its sync.
  users.add(() => sharing.dispose());
  const modelDownloadKind = createModelDownloadKind(models);
  const syncKind = createSyncKind(sharing);
  const reportKind = createReportKind({ library, languageModel });
  const publishing = createPublishing({ library, host, queue: () => queue });
  const push = createPush({
    ...{ host, clock, queue: () => queue, database: { get: () => growth.get() } },
    ...{ events: () => events, experiments: () => experiments },
  });
  const seal = createBackupSeal(given.secrets);
  const dumpGrowth: BackupOptions['dumpGrowth'] = (folder, signal) => growth.dump(folder, signal);
  const scheduleKinds = {
    sync: syncKind,
    reindex: reindexKind,
    backup: createBackupKind(library, seal, dumpGrowth),
    verify: createVerifyKind(library),
    checkEndpoints: createCheckEndpointsKind(endpoints),
    observe: links.observeKind,
    report: reportKind,
  };
  const indexing = createIndexing({
    ...{ library, logger, queue: () => queue },
    onIndexed: (signal) => linkAllProducts(library, signal),
  });
  users.add(() => indexing.dispose());
  const measuring = createMeasuring({ library, logger, queue: () => queue });
  users.add(() => measuring.dispose());
  const topicsKind = createTopicsKind({ library, logger, languageModel });
  const duplicatesKind = createDuplicatesKind({ library, media });
  const lookKind = createLookKind({ library, media, models, finder });
  let topicsSoon: NodeJS.Timeout | undefined;
  users.add(() => clearTimeout(topicsSoon));
  const onVideos = (): void => {
    savedSearches.countSoon();
    topicsSoon ??= setTimeout(() => {
      topicsSoon = undefined;
      if (areTopicsDue(library)) enqueueTopics(queue, topicsKind);
      if (areDuplicatesDue(library)) enqueueDuplicates(queue, duplicatesKind);
    }, topicsSoonMs).unref();
  };
  const kinds = [
    ...[whenDone(ingestKind, onVideos), whenDone(importKind, onVideos)],
    ...[links.kind, batches.kind, comparisons.kind, topicsKind, measuring.kind],
    // It may be one that embeds.
    whenDone(modelDownloadKind, onTexts),
    ...[duplicatesKind, publishing.kind, push.kind],
    whenDone(lookKind, onTexts),
    ...Object.values({ ...scheduleKinds, reindex: whenDone(reindexKind, onVideos) }),
    indexing.kind,
  ].map((kind: AnyJobKind) => whenDone(kind, () => indexing.lookSoon()));
  const queue: JobQueue = createJobQueue({ library, clock, logger, slots, kinds });
  users.add(() => queue.dispose());

  let started = false;
  const startJobs = (): void => {
    if (started) return;
    holdLibrary();
    started = true;
    tidyLibrary(library);
    queue.start();
    void queueReindex();
    // Those of a library that an earlier version made.
    onVideos();
    void indexing.start();
    void batches.tidy();
    teamWorkers.start(batches);
    schedules.start();
    measuring.start();
  };

  const starter = createJobStarter(startJobs);
  users.add(() => starter.dispose());

  const queueReindex = () =>
    queueReindexIfStale({ library, models, queue, kind: reindexKind, logger });
  const branches = createBranches({
    ...{ library, place, sharing, logger, holdLibrary },
    // The keychain of the library itself, whatever is open.
    secrets: given.secrets,
    host,
    copyEvents: (to, signal) => growth.copyTo(to, signal),
    onPlaceChanged: () => options.onLibraryReplaced?.(),
  });
  const tasks = createScheduleTasks({
    ...{ library, queue, kinds: scheduleKinds },
    isSharing: () => sharing.isConnected(),
    hasServers: async () => (await endpoints.list()).endpoints.some(({ enabled }) => enabled),
    isObserveDue: () => links.isObserveDue(),
    isReindexDue: () => isReindexDue({ library, models }),
  });
  const schedules = createSchedules({ library, clock, logger, queue, tasks });
  users.add(() => schedules.dispose());

  const work = createWork({
    ...{ library, servers, batches, kinds: workKinds },
    placeOf: (kind) => placeOfWork(settings(), kind),
    embedLocally: queueReindex,
  });
  const drafts = createDrafts({
    ...{ library, search, languageModel, embedder, clock },
    loadedModel: async () => (await inference.engine.stats()).model?.id,
  });
  const growth = createGrowthDatabase({ library, holdLibrary, sharing, clock });
  users.add(() => growth.dispose());
  const events = createEvents({ database: growth, clock });
  const experiments = createExperiments({
    ...{ database: growth, clock, library },
    draftOf: (draftId) => {
      const { draft, record } = new DraftRepository(library.db).draft(draftId);
      const { id, text, hookPattern } = draft;
      return { id, text, hookPattern, topic: record.brief.topic };
    },
    onLearned: (records) => replaceHookRecords(library.db, records),
  });
  const router = createRouter({
    host,
    library,
    models,
    queue,
    search,
    drafts,
    events,
    experiments,
    experimentHistories: createExperimentHistories({ database: growth, clock }),
    retention: createRetention({ database: growth, clock }),
    ask: createAsk({ library, search, languageModel, embedder }),
    measuring,
    engine: inference.engine,
    ingestKind,
    importKind,
    topicsKind,
    reportKind,
    publishing,
    push,
    duplicatesKind,
    lookKind,
    savedSearches,
    trends: createTrends({ library }),
    reindexKind,
    modelDownloadKind,
    syncKind,
    links,
    endpoints,
    switches,
    requestSets: createRequestSets(library),
    comparisons,
    batches,
    work,
    schedules,
    sharing,
    branches,
    place,
    workers: teamWorkers,
    transcriptUpdates,
    transcriptEdits,
    onTexts,
    startJobs,
    letJobsRun: starter.letJobsRun,
    holdLibrary,
    seal,
    dumpGrowth,
    stopWork: () => users.dispose(),
    onLibraryReplaced: () => options.onLibraryReplaced?.(),
  });
  const files = createFileLocator(library);
  const collect = createCollector(events);
  return {
    router,
    files,
    openAi,
    collect,
    branch,
    start: startJobs,
    dispose: () => cleanups.dispose(),
  };
}

/** A kind that tells of each of its jobs that is done. */
function whenDone<Kind extends AnyJobKind>(kind: Kind, notify: () => void): Kind {
  return {
    ...kind,
    onDone: (jobId) => {
      kind.onDone?.(jobId);
      notify();
    },
  };
}

import type { Router } from '@orpc/server';
import type { contract } from '../../contract/index.ts';
import type { Ask } from '../ask/index.ts';
import type { Drafts } from '../drafts/index.ts';
import type { Events, ExperimentHistories, Experiments, RetentionTools } from '../growth/index.ts';
import type { EngineView } from '../inference/index.ts';
import type { Comparisons, RequestSets, Work } from '../remote/index.ts';
import type { Search } from '../search/index.ts';
import type { Branches, TeamWorkers } from '../sync/index.ts';
import { askHandlers } from './ask.ts';
import { type BatchTools, batchHandlers } from './batches.ts';
import { branchHandlers } from './branches.ts';
import { codeHandlers } from './codes.ts';
import { collectionHandlers } from './collections.ts';
import { draftHandlers } from './drafts.ts';
import { type DuplicateTools, duplicateHandlers } from './duplicates.ts';
import {
  comparisonHandlers,
  type EndpointTools,
  endpointHandlers,
  requestSetHandlers,
} from './endpoints.ts';
import { engineHandlers } from './engine.ts';
import { eventHandlers } from './growth/events.ts';
import { experimentHandlers } from './growth/experiments.ts';
import { type PublishingTools, publishingHandlers } from './growth/publishing.ts';
import { type PushTools, pushHandlers } from './growth/push.ts';
import { retentionHandlers } from './growth/retention.ts';
import { type ImportTools, importHandlers } from './imports.ts';
import { type JobTools, jobHandlers } from './jobs.ts';
import { type LibraryTools, libraryHandlers } from './library.ts';
import { linkHandlers } from './links.ts';
import { type MemoryTools, memoryHandlers } from './memory.ts';
import { type ModelTools, modelHandlers } from './models.ts';
import { noteHandlers } from './notes.ts';
import { pathHandlers } from './paths.ts';
import { productHandlers } from './products.ts';
import { type ReportTools, reportHandlers } from './reports.ts';
import { reviewHandlers } from './reviews.ts';
import { type SavedSearchTools, savedSearchHandlers } from './savedSearches.ts';
import { type ScheduleTools, scheduleHandlers } from './schedules.ts';
import { searchHandlers } from './search.ts';
import { type SeeingTools, seeingHandlers } from './seeing.ts';
import { settingsHandlers } from './settings.ts';
import { type SharingTools, sharingHandlers } from './sharing.ts';
import { type TranscriptTools, transcriptEditHandlers, transcriptHandlers } from './transcripts.ts';
import { type TrendTools, trendHandlers } from './trends.ts';
import { type VideoTools, videoHandlers } from './videos.ts';
import { workHandlers } from './work.ts';
import { workersHandlers } from './workers.ts';

export interface RouterTools
  extends JobTools,
    VideoTools,
    ImportTools,
    MemoryTools,
    LibraryTools,
    BatchTools,
    ScheduleTools,
    ModelTools,
    SharingTools,
    TranscriptTools,
    TrendTools,
    ReportTools,
    PublishingTools,
    PushTools,
    DuplicateTools,
    SeeingTools,
    SavedSearchTools,
    EndpointTools {
  search: Search;
  drafts: Drafts;
  events: Events;
  experiments: Experiments;
  experimentHistories: ExperimentHistories;
  retention: RetentionTools;
  ask: Ask;
  engine: EngineView;
  requestSets: RequestSets;
  comparisons: Comparisons;
  work: Work;
  branches: Branches;
  workers: TeamWorkers;
}

/** The whole contract, answered. Every transport serves this one router. */
export function createRouter(tools: RouterTools) {
  return {
    videos: videoHandlers(tools),
    imports: importHandlers(tools),
    transcripts: transcriptHandlers(tools),
    transcriptEdits: transcriptEditHandlers(tools),
    notes: noteHandlers(tools.library),
    reviews: reviewHandlers(tools.library),
    products: productHandlers(tools.library),
    codes: codeHandlers(tools),
    collections: collectionHandlers(tools.library),
    search: searchHandlers(tools),
    searches: savedSearchHandlers(tools),
    duplicates: duplicateHandlers(tools),
    seeing: seeingHandlers(tools),
    memory: memoryHandlers(tools),
    trends: trendHandlers(tools),
    reports: reportHandlers(tools),
    publishing: publishingHandlers(tools),
    push: pushHandlers(tools),
    drafts: draftHandlers(tools.drafts, tools.library),
    events: eventHandlers(tools.events),
    experiments: experimentHandlers(tools.experiments, tools.experimentHistories),
    retention: retentionHandlers(tools.retention),
    ask: askHandlers(tools.ask),
    engine: engineHandlers(tools.engine),
    models: modelHandlers(tools),
    jobs: jobHandlers(tools),
    library: libraryHandlers(tools),
    settings: settingsHandlers(tools),
    links: linkHandlers(tools.links),
    paths: pathHandlers(tools.host),
    endpoints: endpointHandlers(tools),
    requestSets: requestSetHandlers(tools.requestSets, tools.comparisons),
    comparisons: comparisonHandlers(tools),
    batches: batchHandlers(tools),
    schedules: scheduleHandlers(tools),
    sharing: sharingHandlers(tools),
    work: workHandlers(tools.work),
    branches: branchHandlers(tools.branches),
    workers: workersHandlers(tools.workers),
  } satisfies Router<typeof contract, object>;
}
export { createJobStarter } from './createJobStarter.ts';
export { createFileLocator } from './files/createFileLocator.ts';
export { createCollector } from './growth/createCollector.ts';
export { WaitingRequests } from './openai/admission/waitingRequests.ts';
export { createLocalAnswerer } from './openai/createLocalAnswerer.ts';
export { createOpenAiRoutes } from './openai/createOpenAiRoutes.ts';
export { localAnswering } from './openai/localAnswering.ts';
export type { NamedAdapter } from './openai/routes/openAiParts.ts';
export { createScheduleTasks } from './scheduleTasks.ts';

export { isReindexDue, queueReindexIfStale } from './embedding/queueReindexIfStale.ts';
export { createReindexKind, enqueueReindex, type ReindexPayload } from './embedding/reindexKind.ts';
export { createImportKind } from './imports/importKind.ts';
export type { ImportPayload } from './imports/importPayload.ts';
export { getImportCounts, listRejects } from './imports/importStore.ts';
export { previewImport } from './imports/previewImport.ts';
export { cellsOf, readCsvRows, separatorOf } from './imports/reading/csvRows.ts';
export { readJsonLines } from './imports/reading/jsonLines.ts';
export { openText } from './imports/reading/openText.ts';
export { readCount } from './imports/values/readCount.ts';
export { readInstant } from './imports/values/readInstant.ts';
export { ingestFiles } from './ingestFiles.ts';
export { createIngestKind } from './ingestKind.ts';
export type { IngestPayload } from './ingestPayload.ts';
export { createLinks, type Links } from './links/createLinks.ts';
export { createMediaClient } from './media/mediaClient.ts';
export { SoundFiles } from './media/sound/soundFiles.ts';
export {
  areDuplicatesDue,
  createDuplicatesKind,
  type DuplicatesPayload,
  enqueueDuplicates,
} from './prints/duplicatesKind.ts';
export { createScreenReader } from './screen/screenReader.ts';
export { createVisionClient } from './screen/visionClient.ts';
export { createLookKind, enqueueLook, type LookPayload } from './seeing/lookKind.ts';
export { createObjectFinder } from './seeing/objectFinder.ts';
export { createWhisperTranscriber } from './speech/whisper/whisperTranscriber.ts';
export type { TeamTranscriber } from './stages/text/transcriptStage.ts';
export {
  createTranscriptEdits,
  type TranscriptEdits,
} from './transcriptUpdates/createTranscriptEdits.ts';
export {
  createTranscriptUpdates,
  type TranscriptUpdates,
} from './transcriptUpdates/createTranscriptUpdates.ts';

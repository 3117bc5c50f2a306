export { createBackupKind } from './backup/backupKind.ts';
export { type BackupOptions, backupLibrary } from './backup/backupLibrary.ts';
export { type BackupSeal, createBackupSeal } from './backup/backupSeal.ts';
export { lastProvenBackup, nightlyBackups } from './backup/provenBackup.ts';
export { restoreLibrary } from './backup/restoreLibrary.ts';
export { createVerifyKind } from './backup/verifyKind.ts';
export { verifyLibrary } from './backup/verifyLibrary.ts';
export { type ChunkScope, scopeSql } from './chunks/chunkScope.ts';
export { type NewChunk, replaceChunks } from './chunks/chunkStore.ts';
export { refreshTitleChunk, titleChunk } from './chunks/titleChunk.ts';
export {
  activateSpace,
  activeSpace,
  addVectors,
  buildingSpace,
  buildingTeamSpace,
  bytesOf,
  type ChunkText,
  chunksWithoutVector,
  countChunksWithoutVector,
  countVectors,
  createSpace,
  type EmbeddingSpace,
  hasSpace,
  maxNeighbours,
  tableOf,
  teamSpace,
} from './chunks/vectorStore.ts';
export {
  addCode,
  editCode,
  listCodes,
  removeCode,
  resolveCodeId,
} from './coding/codeRepository.ts';
export { exportQdpxTask, importQdpx } from './coding/qdpx/qdpx.ts';
export { applyCode, listQuotes, unapplyCode } from './coding/quoteRepository.ts';
export { quotesCsv } from './coding/quotesCsv.ts';
export {
  addToCollection,
  moveInCollection,
  removeFromCollection,
  restoreToCollection,
} from './collections/collectionMembers.ts';
export {
  createCollection,
  editCollection,
  getCollection,
  isShared,
  listCollections,
  removeCollection,
  resolveCollectionId,
  restoreCollection,
} from './collections/collectionRepository.ts';
export { contentTypeOf } from './media/contentTypes.ts';
export { hashFile } from './media/hashFile.ts';
export { listSounds, type SoundOfVideo } from './media/listSounds.ts';
export {
  addBytes,
  addFile,
  mediaPath,
  type PlacedFile,
  pathOf,
  placeBytes,
  placeFile,
  recordFile,
} from './media/mediaStore.ts';
export { storedPath } from './media/storedFile.ts';
export { removeUpload, removeUploadOf, uploadFolder } from './media/uploads.ts';
export { findKeyframe, findVideoFile, type VideoFile } from './media/videoFile.ts';
export { addNote, editNote, listNotes, removeNote } from './notes/noteRepository.ts';
export {
  countWithoutPrints,
  nextWithoutPrints,
  putPrints,
  type WithoutPrints,
} from './prints/printRepository.ts';
export {
  agreementTask,
  checkDatabaseTask,
  codesTogetherTask,
  findPlacesTask,
  findQuotes,
  findVideos,
  librarySizesTask,
  verifyLibraryTask,
  videoFacetsTask,
} from './readTasks.ts';
export { setReview } from './reviews/reviewRepository.ts';
export {
  grantedSettings,
  grantingSettings,
  grantSettings,
  settingConsent,
} from './settings/grantedSettings.ts';
export { getSettings, setSettings } from './settings/settingsRepository.ts';
export { tidyLibrary } from './tidyLibrary.ts';
export { type Cue, captionCues } from './transcripts/captions/captionCues.ts';
export {
  getEarlierTranscript,
  keepTranscript,
  removeEarlierTranscript,
} from './transcripts/earlierTranscripts.ts';
export {
  changeTranscript,
  lastChange,
  undoInVideo,
  videosOfChange,
} from './transcripts/edits/changeTranscript.ts';
export { editLines } from './transcripts/edits/editLines.ts';
export { countIn, replaceIn } from './transcripts/edits/findPlaces.ts';
export { getHeard } from './transcripts/edits/heardTranscript.ts';
export { takeHeard } from './transcripts/edits/takeHeard.ts';
export { getTranscript } from './transcripts/getTranscript.ts';
export { isUnspaced, joinWords } from './transcripts/joinWords.ts';
export {
  bringBackTranscript,
  replaceTranscript,
  type Transcript,
} from './transcripts/replaceTranscript.ts';
export { replaceSoundRegions } from './transcripts/soundRegions.ts';
export { timedWords } from './transcripts/timedWords.ts';
export { topComments } from './videos/commentRepository.ts';
export {
  getOnScreenTexts,
  replaceOnScreenTexts,
  replaceShots,
  type ShotRow,
  setHook,
} from './videos/contentRepository.ts';
export { editVideo } from './videos/editVideo.ts';
export { isIngested } from './videos/isIngested.ts';
export { findVideoByLink, type LinkedVideo, linkedVideos } from './videos/linkedVideos.ts';
export { originalHash, presentOriginal } from './videos/originalFile.ts';
export {
  getPictureDescriptions,
  listPictures,
  putPictureDescription,
} from './videos/pictureRepository.ts';
export { recordHash } from './videos/recordHash.ts';
export { recordModel } from './videos/recordModel.ts';
export { removeVideo } from './videos/removeVideo.ts';
export {
  countUnseen,
  getSeen,
  lookable,
  nextUnseen,
  putSignals,
  replaceSeen,
  type Unseen,
} from './videos/seenRepository.ts';
export { getVideoDetail } from './videos/videoDetail.ts';
export { videoLink } from './videos/videoLink.ts';
export { getVideoSummaries, listVideos } from './videos/videoLists.ts';
export {
  addMetricSnapshots,
  addProducts,
  attachMedia,
  createVideoReader,
  findVideoByFile,
  findVideoByHash,
  getVideo,
  hasVideo,
  insertVideo,
  type MetricSnapshot,
  type NewVideo,
  resolveVideoId,
  resolveVideoIds,
  setProducts,
  updateVideo,
  upsertChannel,
  type VideoRow,
} from './videos/videoRepository.ts';

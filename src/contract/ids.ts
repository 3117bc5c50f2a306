import { z } from 'zod';

/** Ids are branded so that a shot's id can never be passed where a video's is meant. */
export const videoIdSchema = z.string().min(1).max(64).brand<'VideoId'>();
export const channelIdSchema = z.string().min(1).max(64).brand<'ChannelId'>();
export const jobIdSchema = z.string().min(1).max(64).brand<'JobId'>();
export const modelIdSchema = z.string().min(1).max(64).brand<'ModelId'>();
export const answerIdSchema = z.string().min(1).max(64).brand<'AnswerId'>();
export const briefIdSchema = z.string().min(1).max(64).brand<'BriefId'>();
export const draftIdSchema = z.string().min(1).max(64).brand<'DraftId'>();
export const collectionIdSchema = z.string().min(1).max(64).brand<'CollectionId'>();
export const endpointIdSchema = z.string().min(1).max(64).brand<'EndpointId'>();
export const batchIdSchema = z.string().min(1).max(64).brand<'BatchId'>();
/** Twelve hexadecimal digits: part of the names of a branch's folder and schema. */
export const branchIdSchema = z
  .string()
  .regex(/^[0-9a-f]{12}$/)
  .brand<'BranchId'>();
export const requestSetIdSchema = z.string().min(1).max(64).brand<'RequestSetId'>();
export const comparisonIdSchema = z.string().min(1).max(64).brand<'ComparisonId'>();
export const transcriptIdSchema = z.string().min(1).max(64).brand<'TranscriptId'>();
/** One step to undo. */
export const transcriptChangeIdSchema = z.string().min(1).max(64).brand<'TranscriptChangeId'>();
export type TranscriptChangeId = z.infer<typeof transcriptChangeIdSchema>;
export const codeIdSchema = z.string().min(1).max(100).brand<'CodeId'>();
export const codingIdSchema = z.string().min(1).max(64).brand<'CodingId'>();
export const noteIdSchema = z.string().min(1).max(64).brand<'NoteId'>();
export const topicIdSchema = z.string().min(1).max(64).brand<'TopicId'>();
/** Also the id of the job that made it. */
export const reportIdSchema = z.string().min(1).max(64).brand<'ReportId'>();
export const duplicateGroupIdSchema = z.string().min(1).max(64).brand<'DuplicateGroupId'>();
/** Also its name, where a person gives it. */
export const savedSearchIdSchema = z.string().min(1).max(100).brand<'SavedSearchId'>();
export const experimentIdSchema = z.string().min(1).max(64).brand<'ExperimentId'>();
export type ExperimentId = z.infer<typeof experimentIdSchema>;
/** One drop of files that were sent to the host. */
export const uploadIdSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .brand<'UploadId'>();
/** A file or folder that the user chose in a dialog of the host; holds while its core runs. */
export const chosenPathIdSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .brand<'ChosenPathId'>();
/** A model file that a scan found; holds while the host's core runs. */
export const foundModelIdSchema = z
  .string()
  .regex(/^[0-9a-f-]{36}$/)
  .brand<'FoundModelId'>();
/** SHA-256 in lower-case hexadecimal. */
export const contentHashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'ContentHash'>();

export type VideoId = z.infer<typeof videoIdSchema>;
export type ChannelId = z.infer<typeof channelIdSchema>;
export type JobId = z.infer<typeof jobIdSchema>;
export type FoundModelId = z.infer<typeof foundModelIdSchema>;
export type ModelId = z.infer<typeof modelIdSchema>;
export type AnswerId = z.infer<typeof answerIdSchema>;
export type BriefId = z.infer<typeof briefIdSchema>;
export type DraftId = z.infer<typeof draftIdSchema>;
export type CollectionId = z.infer<typeof collectionIdSchema>;
export type EndpointId = z.infer<typeof endpointIdSchema>;
export type BatchId = z.infer<typeof batchIdSchema>;
export type BranchId = z.infer<typeof branchIdSchema>;
export type RequestSetId = z.infer<typeof requestSetIdSchema>;
export type ComparisonId = z.infer<typeof comparisonIdSchema>;
export type TranscriptId = z.infer<typeof transcriptIdSchema>;
export type CodeId = z.infer<typeof codeIdSchema>;
export type CodingId = z.infer<typeof codingIdSchema>;
export type NoteId = z.infer<typeof noteIdSchema>;
export type TopicId = z.infer<typeof topicIdSchema>;
export type ReportId = z.infer<typeof reportIdSchema>;
export type DuplicateGroupId = z.infer<typeof duplicateGroupIdSchema>;
export type SavedSearchId = z.infer<typeof savedSearchIdSchema>;
export type UploadId = z.infer<typeof uploadIdSchema>;
export type ChosenPathId = z.infer<typeof chosenPathIdSchema>;
export type ContentHash = z.infer<typeof contentHashSchema>;

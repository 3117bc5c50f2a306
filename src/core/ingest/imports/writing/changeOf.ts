import type { ChannelId } from '../../../../contract/index.ts';
import type { NewVideo, VideoRow } from '../../../library/index.ts';
import type { ImportedRecord } from '../record/importedRecord.ts';

/**
 * The columns of a known video that a record changes. What tells the post apart is filled in, never
 * replaced; length and language are those of the file, where there is one.
 */
export function changeOf(
  video: VideoRow,
  record: ImportedRecord,
  channelId: ChannelId | undefined,
): Partial<NewVideo> {
  const { title, description, soundName, publishedAtMs, tags } = record;
  const isRecord = video.storage === 'none';
  const change: Partial<NewVideo> = {};
  if (isNews(title, video.title)) change.title = title;
  if (isNews(description, video.description)) change.description = description;
  if (isNews(soundName, video.soundName)) change.soundName = soundName;
  if (isNews(publishedAtMs, video.publishedAtMs)) change.publishedAtMs = publishedAtMs;
  if (isNews(channelId, video.channelId)) change.channelId = channelId;
  if (video.platform === null) change.platform = record.platform;
  if (video.externalId === null && record.externalId !== undefined) {
    change.externalId = record.externalId;
  }
  if (video.sourceUrl === null && record.url !== undefined) change.sourceUrl = record.url;
  if (isRecord && isNews(record.durationMs, video.durationMs))
    change.durationMs = record.durationMs;
  if (isRecord && isNews(record.language, video.language)) change.language = record.language;
  if (tags.length > 0 && tags.join('\n') !== (video.tags ?? []).join('\n')) change.tags = tags;
  return change;
}

function isNews<Value>(told: Value | undefined, known: Value | null): told is Value {
  return told !== undefined && told !== known;
}

import type { ChannelId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import type { MeasuredGroup, MeasuredVideo } from './measuredGroup.ts';

type VideoTuple = [id: VideoId, channelId: ChannelId | null, publishedAtMs: number | null];
type SnapshotTuple = [videoId: VideoId, observedAtMs: number, views: number | null, unit: number];

const unit = "CASE WHEN rounded_to IS NULL THEN 1 ELSE coalesce(rounded_to ->> '$.views', 1) END";

/**
 * Videos with their views up to a moment, by channel; a video without a channel is a group of its
 * own. `groupIds`: only these. Two statements, whatever the number of videos.
 */
export function readGroups(
  { db }: Library,
  { asOfMs, groupIds }: { asOfMs: number; groupIds?: readonly string[] },
): MeasuredGroup[] {
  const { $client } = db;
  const wanted = groupIds === undefined ? [] : [JSON.stringify(groupIds), JSON.stringify(groupIds)];
  const isWanted = `WHERE channel_id IN (SELECT value FROM json_each(?))
    OR (channel_id IS NULL AND id IN (SELECT value FROM json_each(?)))`;
  const videos = $client
    .prepare<unknown[], VideoTuple>(
      `SELECT id, channel_id, published_at_ms FROM videos ${groupIds === undefined ? '' : isWanted}
       ORDER BY published_at_ms ASC NULLS LAST, id`,
    )
    .raw();
  const groups = new Map<string, MeasuredGroup>();
  const byId = new Map<VideoId, MeasuredVideo>();
  for (const [id, channelId, publishedAtMs] of videos.iterate(...wanted)) {
    const groupId = channelId ?? id;
    let group = groups.get(groupId);
    if (group === undefined) {
      group = { id: groupId, channelId: channelId ?? undefined, videos: [] };
      groups.set(groupId, group);
    }
    const curve = { observedAtMs: [], views: [], unit: [] };
    const video = { id, publishedAtMs: publishedAtMs ?? undefined, isSeen: false, curve };
    group.videos.push(video);
    byId.set(id, video);
  }
  const isKnown = 'observed_at_ms <= ?';
  const snapshots = $client
    .prepare<unknown[], SnapshotTuple>(
      groupIds === undefined
        ? `SELECT video_id, observed_at_ms, views, ${unit} FROM metric_snapshots WHERE ${isKnown}`
        : `SELECT video_id, observed_at_ms, views, ${unit}
           FROM (SELECT id FROM videos ${isWanted}) v
           CROSS JOIN metric_snapshots m ON m.video_id = v.id WHERE ${isKnown}`,
    )
    .raw();
  for (const [videoId, observedAtMs, views, rounded] of snapshots.iterate(...wanted, asOfMs)) {
    const video = byId.get(videoId);
    if (video === undefined) continue;
    video.isSeen = true;
    if (views === null) continue;
    const { curve } = video;
    if ((curve.observedAtMs.at(-1) ?? 0) <= observedAtMs) {
      curve.observedAtMs.push(observedAtMs);
      curve.views.push(views);
      curve.unit.push(rounded);
      continue;
    }
    // Stored late, such as an older export that was imported after a newer one.
    const at = curve.observedAtMs.findIndex((before) => before > observedAtMs);
    curve.observedAtMs.splice(at, 0, observedAtMs);
    curve.views.splice(at, 0, views);
    curve.unit.splice(at, 0, rounded);
  }
  return [...groups.values()];
}

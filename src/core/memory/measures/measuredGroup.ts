import type { ChannelId, VideoId } from '../../../contract/index.ts';
import type { ViewCurve } from './views/viewCurve.ts';

/** What the measures of a video are computed from. */
export interface MeasuredVideo {
  id: VideoId;
  publishedAtMs: number | undefined;
  /** True when it was observed, whether its views were told or not. */
  isSeen: boolean;
  curve: ViewCurve;
}

/** The videos of a channel in the order of their publication, or one video that has no channel. */
export interface MeasuredGroup {
  /** The id of the channel, or of the video. */
  id: string;
  channelId: ChannelId | undefined;
  videos: MeasuredVideo[];
}

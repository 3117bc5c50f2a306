import type { TopicSource, VideoId } from '../../../../contract/index.ts';
import type { Center } from './centers.ts';

/** A video, the cluster it is in (an index, or `noise`) and how near its center it is. */
export interface Placed {
  videoId: VideoId;
  cluster: number;
  likeness?: number;
}

export interface Clusters {
  source: TopicSource;
  /** The embedding space of the centers. */
  spaceId?: number;
  /** One for each cluster; none of hashtags. */
  centers: Center[];
  /** Of each cluster: the number of the group that it is in with others, or `noise`; none of hashtags. */
  groups: readonly number[];
  /** Every video that can be told of. */
  placed: Placed[];
}

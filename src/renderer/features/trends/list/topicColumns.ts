import { trendsMessages } from '../../../messages/trends.ts';
import type { TopicSort } from '../query/trendsQuery.ts';

interface TopicColumn {
  name: string;
  note?: string;
  sort?: TopicSort;
  numeric?: boolean;
}

/** In the order of the cells of a row. */
export const topicColumns: readonly TopicColumn[] = [
  { name: trendsMessages.table.topic, sort: 'label' },
  { name: trendsMessages.table.stage, sort: 'stage' },
  { name: trendsMessages.table.activity },
  {
    name: trendsMessages.table.velocity,
    note: trendsMessages.table.velocityNote,
    sort: 'velocity',
    numeric: true,
  },
  { name: trendsMessages.table.newVideos, sort: 'newVideos', numeric: true },
  { name: trendsMessages.table.videos, sort: 'videos', numeric: true },
  { name: trendsMessages.table.channels, sort: 'channels', numeric: true },
];

export const topicTracks = 'minmax(200px,1fr) 120px minmax(168px,0.5fr) 128px 56px 64px 80px';

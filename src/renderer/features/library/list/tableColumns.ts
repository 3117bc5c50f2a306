import type { VideoSort, VideoSummary } from '../../../../contract/index.ts';
import { formatClock, formatCount, formatDay } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { languageName } from '../query/languageName.ts';

interface TableColumn {
  name: string;
  /** Its track in the row, as CSS grid writes it. */
  track: string;
  /** Order that its header chooses. */
  sort?: VideoSort;
  numeric?: boolean;
  /** A measure, which has its definition and interval with it, instead of a text. */
  shows?: 'outlier' | 'velocity';
  textOf(video: VideoSummary): string | undefined;
}

/** What the table says of a video beside its picture and title. */
export const factColumns: readonly TableColumn[] = [
  { name: commonMessages.channel, track: 'minmax(96px, 1.2fr)', textOf: ({ channel }) => channel },
  { name: commonMessages.platform, track: '72px', textOf: ({ platform }) => platform },
  {
    name: commonMessages.language,
    track: '72px',
    textOf: ({ language }) => (language === undefined ? undefined : languageName(language)),
  },
  {
    name: commonMessages.duration,
    track: '68px',
    sort: 'duration',
    numeric: true,
    textOf: ({ durationMs }) => (durationMs > 0 ? formatClock(durationMs) : undefined),
  },
  {
    name: commonMessages.views,
    track: '76px',
    sort: 'views',
    numeric: true,
    textOf: ({ views }) => (views === undefined ? undefined : formatCount(views)),
  },
  {
    name: libraryMessages.tableColumns.velocity,
    track: '68px',
    sort: 'velocity',
    numeric: true,
    shows: 'velocity',
    textOf: () => undefined,
  },
  {
    name: libraryMessages.tableColumns.outlier,
    track: '72px',
    sort: 'outlier',
    numeric: true,
    shows: 'outlier',
    textOf: () => undefined,
  },
  {
    name: commonMessages.published,
    track: '92px',
    sort: 'published',
    numeric: true,
    textOf: ({ publishedAtMs }) =>
      publishedAtMs === undefined ? undefined : formatDay(publishedAtMs),
  },
  {
    name: libraryMessages.tableColumns.added,
    track: '92px',
    sort: 'added',
    numeric: true,
    textOf: ({ createdAtMs }) => formatDay(createdAtMs),
  },
];

/** Mark, picture, title, then the facts. */
export const tableTracks = ['20px', '25px', 'minmax(160px, 2.4fr)']
  .concat(factColumns.map(({ track }) => track))
  .join(' ');

import {
  maxBatchEvents,
  type PlatformCount,
  platformCountSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import {
  cellsOf,
  openText,
  readCount,
  readCsvRows,
  readInstant,
  separatorOf,
} from '../../ingest/index.ts';

/** What columns are called in exports of TikTok Studio and YouTube Studio, in lower case. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  day: ['date', 'day'],
  post: ['video link', 'content', 'video id', 'link', 'url'],
  views: ['video views', 'views', 'total views'],
  likes: ['likes', 'total likes'],
  comments: ['comments', 'total comments', 'comments added'],
  shares: ['shares', 'total shares'],
  profileViews: ['profile views'],
  subscribers: ['subscribers', 'subscribers gained'],
  impressions: ['impressions'],
};

export interface CountReading {
  platform: string;
  /** Field to column; `day`, `post`, anything else is a metric. Adds to the usual names. */
  map?: Readonly<Record<string, string>>;
  /** Of counts without a column for the day: that of the export, as YYYY-MM-DD. */
  day?: string;
}

export interface ReadCounts {
  counts: PlatformCount[];
  rejects: { line: number; message: string }[];
}

interface Layout {
  separator: string;
  day: number | undefined;
  post: number | undefined;
  metrics: { metric: string; at: number }[];
}

/**
 * The daily counts of an export, in batches. Lines of totals are left out; a cell that is no count is
 * a reject of its own, and the others of its line are kept. Errors: those of opening the file;
 * `experiment.invalidInput` for a file with other columns, which names them.
 */
export async function* readPlatformCounts(
  path: string,
  reading: CountReading,
): AsyncGenerator<ReadCounts, void, undefined> {
  await using file = await openText(path);
  let layout: Layout | undefined;
  let batch: ReadCounts = { counts: [], rejects: [] };
  for await (const rows of readCsvRows(file.chunks)) {
    for (const { bytes, line } of rows) {
      if (layout === undefined) {
        layout = layoutOf(bytes, reading);
        continue;
      }
      const cells = cellsOf(bytes, layout.separator).map((cell) => cell.trim());
      if (/^total$/i.test(cells[0] ?? '')) continue;
      for (const found of countsOf(cells, layout, reading)) {
        if (typeof found === 'string') batch.rejects.push({ line, message: found });
        else batch.counts.push(found);
      }
      if (batch.counts.length < maxBatchEvents - layout.metrics.length) continue;
      yield batch;
      batch = { counts: [], rejects: [] };
    }
  }
  if (layout === undefined) throw invalid(`${path} is empty.`);
  yield batch;
}

function layoutOf(heading: Buffer, { map = {}, day }: CountReading): Layout {
  const separator = separatorOf(heading);
  const names = cellsOf(heading, separator).map((name) => name.replace(/^\ufeff/, '').trim());
  const lower = names.map((name) => name.toLowerCase());
  const columnOf = (field: string): number | undefined => {
    const given = map[field];
    if (given !== undefined && !names.includes(given)) {
      throw invalid(`There is no column ${given}; there are: ${names.join(', ')}.`);
    }
    if (given !== undefined) return names.indexOf(given);
    const found = lower.findIndex((name) => usualNames[field]?.includes(name));
    return found === -1 ? undefined : found;
  };
  const fields = new Set([...Object.keys(usualNames), ...Object.keys(map)]);
  const metrics = [...fields].flatMap((field) => {
    const at = field === 'day' || field === 'post' ? undefined : columnOf(field);
    return at === undefined ? [] : [{ metric: field, at }];
  });
  const layout = { separator, day: columnOf('day'), post: columnOf('post'), metrics };
  if (metrics.length === 0) {
    throw invalid(
      `No column is a known count; there are: ${names.join(', ')}. Map one: --map views=COLUMN.`,
    );
  }
  if (layout.day === undefined && day === undefined) {
    throw invalid(
      `No column is a day; there are: ${names.join(', ')}. Map one, or give --day DATE.`,
    );
  }
  return layout;
}

/** The counts of a line, or what is wrong with it or with one of them. */
function countsOf(
  cells: readonly string[],
  layout: Layout,
  { platform, day: exportDay = '' }: CountReading,
): (PlatformCount | string)[] {
  const given = layout.day === undefined ? exportDay : (cells[layout.day] ?? '');
  const ms = readInstant(given);
  if (ms === undefined) return [`day is not a date: ${given.slice(0, 40)}`];
  const day = new Date(ms).toISOString().slice(0, 10);
  const post = layout.post === undefined ? '' : (cells[layout.post] ?? '');
  return layout.metrics.flatMap(({ metric, at }) => {
    const text = cells[at] ?? '';
    if (text === '') return [];
    const count = readCount(text);
    if (count === undefined) return [`${metric} is not a count: ${text.slice(0, 40)}`];
    const parsed = platformCountSchema.safeParse({
      platform,
      post,
      day,
      metric,
      value: count.value,
    });
    return [parsed.success ? parsed.data : `${metric}: ${parsed.error.issues[0]?.message}`];
  });
}

function invalid(message: string): AppError {
  return new AppError('experiment.invalidInput', message);
}

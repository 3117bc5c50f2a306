import { AppError } from '../../../base/index.ts';
import { isRecordField, type RecordField, recordFieldNames, recordFields } from './recordFields.ts';

/** Which column of a table, by its number, tells which field. */
export type ColumnMap = Partial<Record<RecordField, number>>;

/**
 * The columns that fields are read from: those that the user named, and for all other fields those
 * whose heading says so. An empty name takes a field from no column.
 * Errors: `usage.invalid` for a field or a column that is not there.
 */
export function mapColumns(
  headings: readonly string[],
  given: Readonly<Record<string, string>>,
): ColumnMap {
  const map: ColumnMap = {};
  const keys = headings.map(keyOf);
  for (const [field, heading] of Object.entries(given)) {
    if (!isRecordField(field)) {
      const known = recordFieldNames.join(', ');
      throw new AppError('usage.invalid', `There is no field ${field}. Fields: ${known}.`);
    }
    if (heading === '') continue;
    const exact = headings.indexOf(heading);
    const column = exact === -1 ? keys.indexOf(keyOf(heading)) : exact;
    if (column === -1) {
      const there = headings.join(', ').slice(0, 500);
      throw new AppError('usage.invalid', `There is no column ${heading}. Columns: ${there}.`);
    }
    map[field] = column;
  }
  const taken = new Set(Object.values(map));
  for (const field of recordFieldNames) {
    if (field in given) continue;
    const column = columnOf(field, keys, taken);
    if (column === undefined) continue;
    map[field] = column;
    taken.add(column);
  }
  return map;
}

/** The names of a field are tried in their order, so that `url` goes before `share_url`. */
function columnOf(
  field: RecordField,
  keys: readonly string[],
  taken: ReadonlySet<number>,
): number | undefined {
  for (const name of recordFields[field]) {
    const column = keys.findIndex((key, index) => key === name && !taken.has(index));
    if (column !== -1) return column;
  }
  return undefined;
}

/** "Video URL", "video_url" and "videoUrl" are one heading. */
function keyOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[\s_-]+/g, '')
    .replaceAll('/', '.');
}

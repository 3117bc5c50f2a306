import { AppError } from '../../base/index.ts';
import { cellsOf, openText, readCsvRows, separatorOf } from '../../ingest/index.ts';
import type { Lifetime } from '../statistics/kaplanMeier.ts';

export interface ReadLifetimes {
  groups: Map<string, Lifetime[]>;
  rejects: { line: number; message: string }[];
  /** Of all; the first ones are in `rejects`. */
  rejected: number;
}

const maxRejects = 100;
const maxGroups = 50;
const columns = ['group', 'duration', 'observed'] as const;
const yes = /^(1|true|yes)$/i;
const no = /^(0|false|no)$/i;

/**
 * Lifetimes of a CSV file: see {@link parseLifetimes}.
 * Errors: those of opening the file, and of parsing it.
 */
export async function readLifetimes(path: string): Promise<ReadLifetimes> {
  await using file = await openText(path);
  return await parseLifetimes(file.chunks, path);
}

/**
 * Lifetimes of a CSV with the columns `group`, `duration` (0 or more, in any unit) and `observed` (1:
 * it ended then; 0: it was still there). Lines that cannot be read are left out with their reason.
 * Errors: `experiment.invalidInput` for other columns, no lines, or more groups than can be compared.
 * @param name what errors call it.
 */
export async function parseLifetimes(
  chunks: AsyncIterable<Buffer>,
  name: string,
): Promise<ReadLifetimes> {
  const read: ReadLifetimes = { groups: new Map(), rejects: [], rejected: 0 };
  let layout: { separator: string; at: number[] } | undefined;
  for await (const rows of readCsvRows(chunks)) {
    for (const { bytes, line, isTooLong } of rows) {
      if (layout === undefined) {
        layout = layoutOf(bytes);
        continue;
      }
      const cells = isTooLong ? [] : cellsOf(bytes, layout.separator);
      const [group = '', duration = '', observed = ''] = layout.at.map((at) =>
        (cells[at] ?? '').trim(),
      );
      const problem = problemOf(group, duration, observed);
      if (problem !== undefined) {
        read.rejected += 1;
        if (read.rejects.length < maxRejects) read.rejects.push({ line, message: problem });
        continue;
      }
      const lifetimes = read.groups.get(group) ?? [];
      lifetimes.push({ duration: Number(duration), isObserved: yes.test(observed) });
      if (!read.groups.has(group)) read.groups.set(group, lifetimes);
    }
    if (read.groups.size > maxGroups) {
      throw invalid(`More than ${maxGroups} groups: choose a column with fewer.`);
    }
  }
  if (read.groups.size === 0) throw invalid(`${name} has no lines that can be read.`);
  return read;
}

function layoutOf(heading: Buffer): { separator: string; at: number[] } {
  const separator = separatorOf(heading);
  const names = cellsOf(heading, separator).map((name) =>
    name
      .replace(/^\ufeff/, '')
      .trim()
      .toLowerCase(),
  );
  const at = columns.map((column) => names.indexOf(column));
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw invalid(
      `The first line names no column ${missing.join(', ')}; it has: ${names.join(', ')}.`,
    );
  }
  return { separator, at };
}

function problemOf(group: string, duration: string, observed: string): string | undefined {
  if (group === '') return 'group is empty';
  const value = Number(duration);
  if (duration === '' || !Number.isFinite(value) || value < 0) {
    return `duration is not a number of 0 or more: ${duration.slice(0, 40)}`;
  }
  if (!yes.test(observed) && !no.test(observed)) {
    return `observed is neither 1 nor 0: ${observed.slice(0, 40)}`;
  }
  return undefined;
}

function invalid(message: string): AppError {
  return new AppError('experiment.invalidInput', message);
}

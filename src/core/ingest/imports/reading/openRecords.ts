import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportFormat } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import { type ColumnMap, mapColumns } from '../record/columnMap.ts';
import { fromInfo, isInfo } from '../record/fromInfo.ts';
import { fromRow } from '../record/fromRow.ts';
import type { ImportDefaults, ImportedRecord } from '../record/importedRecord.ts';
import { toRecord, WrongRecord } from '../record/toRecord.ts';
import { cellsOf, readCsvRows, separatorOf } from './csvRows.ts';
import { decodeText } from './decodeText.ts';
import { type RawRecord, readJsonLines } from './jsonLines.ts';
import { openText } from './openText.ts';

export interface OpenRecordsOptions {
  path: string;
  format: ImportFormat;
  /** Field to heading. */
  map: Readonly<Record<string, string>>;
  platform?: string | undefined;
  /** Left out: counts without a date are of the time when the file was written. */
  observedAtMs?: number | undefined;
  nowMs: number;
}

/** A file of records, open. */
export interface RecordFile extends AsyncDisposable {
  format: Exclude<ImportFormat, 'auto'>;
  /** Of a table. */
  table?: { headings: string[]; columns: ColumnMap };
  records: AsyncIterable<RawRecord[]>;
  fraction(): number;
  /** Throws {@link WrongRecord}. */
  parse(raw: RawRecord): ImportedRecord;
  /** The cells of a table's row, to show them. */
  cells(raw: RawRecord): string[];
  /** The same for the same bytes read in the same way: 16 bytes. */
  digest(raw: RawRecord): Buffer;
}

/** Raised when the same line is read differently, so that importing it again changes something. */
const readerVersion = 1;

/**
 * Opens a file of records and finds out how it is to be read. Errors: those of `openText`,
 * `usage.invalid` for columns that are not there, `input.empty`.
 */
export async function openRecords(options: OpenRecordsOptions): Promise<RecordFile> {
  const { path, map, nowMs } = options;
  const text = await openText(path);
  try {
    const chunks = new PeekedChunks(text.chunks);
    const start = await chunks.start();
    if (start.length === 0) throw new AppError('input.empty', `${basename(path)} is empty.`);
    const format = options.format === 'auto' ? formatOf(path, start) : options.format;
    const observedAtMs = options.observedAtMs ?? text.writtenAtMs;
    const defaults: ImportDefaults = { platform: options.platform, observedAtMs, nowMs };
    const salt: unknown[] = [readerVersion, format, options.platform ?? '', observedAtMs];
    const base = {
      format,
      fraction: text.fraction,
      digest: (raw: RawRecord) =>
        createHash('sha256')
          .update(JSON.stringify(salt))
          .update(raw.bytes)
          .digest()
          .subarray(0, 16),
      [Symbol.asyncDispose]: () => text[Symbol.asyncDispose](),
    };
    switch (format) {
      case 'csv': {
        const rows = readCsvRows(chunks.all());
        const separator = separatorOf(start);
        const [heading, rest] = await firstOf(rows);
        const headings = heading === undefined ? [] : cellsOf(heading.bytes, separator);
        const columns = mapColumns(
          headings.map((name) => name.trim()),
          map,
        );
        salt.push(headings, columns);
        const cells = (raw: RawRecord): string[] => cellsOf(refuseLong(raw).bytes, separator);
        const parse = (raw: RawRecord): ImportedRecord =>
          toRecord(fromRow(cells(raw), columns), defaults);
        return { ...base, table: { headings, columns }, records: rest, cells, parse };
      }
      case 'jsonl':
      case 'info-json': {
        const parse = (raw: RawRecord): ImportedRecord =>
          toRecord(recordIn(refuseLong(raw), observedAtMs), defaults);
        const records =
          format === 'jsonl' ? readJsonLines(chunks.all()) : readWhole(chunks.all(), path);
        return { ...base, records, cells: () => [], parse };
      }
      default:
        return format satisfies never;
    }
  } catch (error) {
    await text[Symbol.asyncDispose]();
    throw error;
  }
}

function refuseLong(raw: RawRecord): RawRecord {
  if (raw.isTooLong) throw new WrongRecord('Larger than 4 MB, or a quote is not closed.');
  return raw;
}

function recordIn({ bytes }: RawRecord, observedAtMs: number): unknown {
  let given: unknown;
  try {
    given = JSON.parse(withWholeIds(decodeText(bytes)));
  } catch (error) {
    throw new WrongRecord(`Not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  return isInfo(given) ? fromInfo(given, observedAtMs) : given;
}

/** Ids of more than 15 digits, written as numbers, would lose the last ones. */
function withWholeIds(json: string): string {
  return json.replace(/("id"\s*:\s*)(\d{16,25})(?=\s*[,}])/g, '$1"$2"');
}

/** yt-dlp writes some megabytes for long comment threads; more is not metadata. */
const maxInfoBytes = 20_000_000;

async function* readWhole(chunks: AsyncIterable<Buffer>, path: string) {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxInfoBytes) {
      throw new AppError('input.tooLarge', `${basename(path)} is larger than 20 MB.`);
    }
    parts.push(chunk);
  }
  yield [{ line: 1, bytes: Buffer.concat(parts) }];
}

/** What the name says, else what the file begins with. */
function formatOf(path: string, start: Buffer): Exclude<ImportFormat, 'auto'> {
  const name = basename(path).toLowerCase().replace(/\.gz$/, '');
  if (/\.(csv|tsv|tab)$/.test(name)) return 'csv';
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl';
  if (name.endsWith('.info.json')) return 'info-json';
  const text = decodeText(start).trimStart();
  if (!text.startsWith('{')) return 'csv';
  const end = text.indexOf('\n');
  if (end === -1) return 'info-json';
  try {
    JSON.parse(text.slice(0, end));
    return 'jsonl';
  } catch {
    return 'info-json';
  }
}

async function firstOf(
  rows: AsyncGenerator<RawRecord[], void, undefined>,
): Promise<[RawRecord | undefined, AsyncIterable<RawRecord[]>]> {
  const { value } = await rows.next();
  const [first, ...others] = value ?? [];
  async function* rest(): AsyncGenerator<RawRecord[]> {
    if (others.length > 0) yield others;
    yield* rows;
  }
  return [first, rest()];
}

/** Chunks whose first one can be looked at before they are read. */
class PeekedChunks {
  readonly #chunks: AsyncIterator<Buffer>;
  #first: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async start(): Promise<Buffer> {
    while (this.#first.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done === true) break;
      this.#first = value;
    }
    return this.#first;
  }

  async *all(): AsyncGenerator<Buffer> {
    yield this.#first;
    for (;;) {
      const { value, done } = await this.#chunks.next();
      if (done === true) return;
      yield value;
    }
  }
}

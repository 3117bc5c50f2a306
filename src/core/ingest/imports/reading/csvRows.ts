import { decodeText } from './decodeText.ts';
import { maxRecordBytes, type RawRecord } from './jsonLines.ts';

const [newline, quote] = [0x0a, 0x22];
const maxHeadingBytes = 100_000;

/**
 * The rows of a table as bytes, some at a time (RFC 4180: a quoted cell may hold line breaks).
 * A quote that is never closed would swallow the rest of the file: the row ends where it gets
 * larger than a record can be, and reading goes on with the next line.
 */
export async function* readCsvRows(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<RawRecord[], void, undefined> {
  let line = 1;
  let start = 1;
  let isQuoted = false;
  let before = newline;
  let separator: number | undefined;
  let isTooLong = false;
  let parts: Buffer[] = [];
  let partBytes = 0;
  const add = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    partBytes += bytes.length;
    if (partBytes <= maxRecordBytes) parts.push(bytes);
    else {
      [isTooLong, isQuoted, parts] = [true, false, []];
    }
  };
  const end = (): RawRecord[] => {
    const bytes = Buffer.concat(parts);
    const record: RawRecord = isTooLong
      ? { line: start, bytes, isTooLong }
      : { line: start, bytes };
    [parts, partBytes, isTooLong, start] = [[], 0, false, line];
    const isEmpty = !record.isTooLong && bytes.every((byte) => byte === 0x0d || byte === 0x20);
    return isEmpty ? [] : [record];
  };
  for await (const chunk of chunks) {
    const rows: RawRecord[] = [];
    let from = 0;
    separator ??= separatorOf(chunk).charCodeAt(0);
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === quote) {
        // Two in a quoted cell are one: they close it and open it again.
        const opens = before === separator || before === newline || before === quote;
        isQuoted = !isQuoted && opens;
      } else if (byte === newline) {
        line += 1;
        if (!isQuoted) {
          add(chunk.subarray(from, at));
          from = at + 1;
          rows.push(...end());
        }
      }
      before = byte;
    }
    add(chunk.subarray(from));
    if (rows.length > 0) yield rows;
  }
  const last = partBytes > 0 ? end() : [];
  if (last.length > 0) yield last;
}

/** The cells of a row. A quote inside of a cell that is not quoted is a letter as any other. */
export function cellsOf(bytes: Buffer, separator: string): string[] {
  const text = decodeText(bytes).replace(/\r$/, '');
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let cell = '';
      let close = at + 1;
      for (;;) {
        const next = text.indexOf('"', close);
        if (next === -1) {
          cell += text.slice(close);
          close = text.length;
          break;
        }
        cell += text.slice(close, next);
        close = next + 1;
        if (text[close] !== '"') break;
        cell += '"';
        close += 1;
      }
      const stop = text.indexOf(separator, close);
      cells.push(cell + text.slice(close, stop === -1 ? text.length : stop));
      if (stop === -1) return cells;
      at = stop + 1;
    } else {
      const stop = text.indexOf(separator, at);
      cells.push(text.slice(at, stop === -1 ? text.length : stop));
      if (stop === -1) return cells;
      at = stop + 1;
    }
  }
}

/** The separator that the first line has most of; a comma when it has none. */
export function separatorOf(start: Buffer): string {
  const end = start.indexOf(newline);
  const first = start.subarray(0, end === -1 ? maxHeadingBytes : end);
  const plain = decodeText(first).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: plain.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

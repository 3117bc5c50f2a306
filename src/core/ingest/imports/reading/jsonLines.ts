/** One record of a file, as its bytes. */
export interface RawRecord {
  /** Where it begins, from 1. */
  line: number;
  bytes: Buffer;
  /** Larger than {@link maxRecordBytes}; its bytes were passed over. */
  isTooLong?: true;
}

/** More is no record of one video; it would be held in memory, and block others while it is read. */
export const maxRecordBytes = 4_000_000;

const newline = 0x0a;

/** The lines of a text that are not empty, some at a time. */
export async function* readJsonLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<RawRecord[], void, undefined> {
  let line = 1;
  let parts: Buffer[] = [];
  let partBytes = 0;
  let isTooLong = false;
  const end = (): RawRecord[] => {
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    const record: RawRecord = isTooLong ? { line, bytes, isTooLong } : { line, bytes };
    line += 1;
    parts = [];
    partBytes = 0;
    const isEmpty = !isTooLong && isBlank(bytes);
    isTooLong = false;
    return isEmpty ? [] : [record];
  };
  for await (const chunk of chunks) {
    const records: RawRecord[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at));
      records.push(...end());
      from = at + 1;
    }
    add(chunk.subarray(from));
    if (records.length > 0) yield records;
  }
  const last = partBytes > 0 || isTooLong ? end() : [];
  if (last.length > 0) yield last;

  function add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    partBytes += bytes.length;
    if (partBytes > maxRecordBytes) {
      isTooLong = true;
      parts = [];
    } else parts.push(bytes);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

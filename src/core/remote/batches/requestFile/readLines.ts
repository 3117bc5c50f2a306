import { AppError, openInputFile } from '../../../base/index.ts';

const newline = 0x0a;

/**
 * The lines of a file with their numbers from 1, empty ones left out. Only a part of the file and
 * one line are in memory. Errors: `usage.invalid` for a longer line, those of the file system.
 */
export async function* readLines(
  path: string,
  { maxBytes }: { maxBytes: number },
): AsyncGenerator<{ line: string; number: number }, void, undefined> {
  const decoder = new TextDecoder();
  let number = 1;
  let parts: Buffer[] = [];
  let lineBytes = 0;
  const take = (part: Buffer): void => {
    lineBytes += part.length;
    if (lineBytes > maxBytes) {
      const words = `Line ${number}: it is longer than ${maxBytes / 1_000_000} MB.`;
      throw new AppError('usage.invalid', words);
    }
    parts.push(part);
  };
  const end = (): { line: string; number: number } => {
    const ended = { line: decoder.decode(Buffer.concat(parts)), number };
    parts = [];
    lineBytes = 0;
    number += 1;
    return ended;
  };
  await using file = await openInputFile(path);
  for await (const chunk of file.handle.createReadStream({ autoClose: false })) {
    const bytes: Buffer = chunk;
    let from = 0;
    for (let to = bytes.indexOf(newline); to !== -1; to = bytes.indexOf(newline, from)) {
      take(bytes.subarray(from, to));
      from = to + 1;
      const ended = end();
      if (ended.line.trim() !== '') yield ended;
    }
    take(bytes.subarray(from));
  }
  const last = end();
  if (last.line.trim() !== '') yield last;
}

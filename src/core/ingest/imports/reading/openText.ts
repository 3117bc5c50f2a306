import { createGunzip } from 'node:zlib';
import { AppError, openInputFile, toAppError } from '../../../base/index.ts';

/** A text file that is read in pieces. */
export interface TextFile extends AsyncDisposable {
  /** UTF-8 or an 8-bit code, never with a byte order mark; in pieces of some 64 kB. */
  chunks: AsyncIterable<Buffer>;
  writtenAtMs: number;
  /** 0 to 1 of the file that was read so far. */
  fraction(): number;
}

const gzip = Buffer.from([0x1f, 0x8b]);

/**
 * Opens a text, also one packed by gzip, in UTF-8, UTF-16 or an 8-bit code; never holds more than a
 * piece of it. Errors: those of `openInputFile`; `input.unsupported` when the packing is damaged.
 */
export async function openText(path: string): Promise<TextFile> {
  const file = await openInputFile(path);
  try {
    const head = Buffer.alloc(2);
    await file.handle.read(head, 0, 2, 0);
    let readBytes = 0;
    const raw = file.handle.createReadStream({ start: 0, autoClose: false });
    raw.on('data', (chunk) => (readBytes += chunk.length));
    raw.pause();
    const bytes = head.equals(gzip) ? raw.pipe(createGunzip()) : raw;
    // What ends the reading ends the unpacking, too; whoever reads is told.
    raw.on('error', (error) => bytes.destroy(error));
    return {
      chunks: inUtf8(orSayWhy(bytes, path)),
      writtenAtMs: Math.round(file.found.mtimeMs),
      fraction: () => Math.min(1, readBytes / Math.max(1, file.found.size)),
      [Symbol.asyncDispose]: async () => {
        bytes.destroy();
        raw.destroy();
        await file[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await file[Symbol.asyncDispose]();
    throw toAppError(error);
  }
}

async function* orSayWhy(bytes: AsyncIterable<unknown>, path: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of bytes) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    const isPacking =
      error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    if (!isPacking) throw error;
    throw new AppError('input.unsupported', `${path} is damaged: it cannot be unpacked.`, {
      cause: error,
    });
  }
}

/** Separators are ASCII in UTF-8 and in every 8-bit code; UTF-16 is turned into UTF-8. */
async function* inUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: ReturnType<typeof utf16Decoder>;
  let isFirst = true;
  for await (const chunk of chunks) {
    let piece = chunk;
    if (isFirst && piece.length > 0) {
      isFirst = false;
      decoder = utf16Decoder(piece);
      if (piece.subarray(0, 3).equals(utf8Mark)) piece = piece.subarray(3);
    }
    yield decoder === undefined ? piece : Buffer.from(decoder.decode(piece, { stream: true }));
  }
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

function utf16Decoder(start: Buffer) {
  const mark = start.length < 2 ? 0 : start.readUInt16BE(0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le');
  return mark === 0xfeff ? new TextDecoder('utf-16be') : undefined;
}

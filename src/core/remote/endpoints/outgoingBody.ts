import { AppError, openInputFile, toAppError } from '../../base/index.ts';

/** A file of this library within a body; read while it is sent, never whole in memory. */
export interface FilePiece {
  path: string;
  sizeBytes: number;
  encoding: 'bytes' | 'base64';
}

/**
 * A body with files in it, as plain data: whoever sends it reads them. The paths come from the
 * media store alone.
 */
export interface OutgoingBody {
  contentType: string;
  pieces: readonly (string | FilePiece)[];
}

/** A multiple of 3, so that base64 of parts is base64 of the whole. */
const chunkBytes = 3 * 64 * 1024;

/** Bytes on the wire. */
export function sizeOfBody({ pieces }: OutgoingBody): number {
  return pieces.reduce((sum, piece) => sum + sizeOfPiece(piece), 0);
}

function sizeOfPiece(piece: string | FilePiece): number {
  if (typeof piece === 'string') return Buffer.byteLength(piece);
  const { sizeBytes, encoding } = piece;
  return encoding === 'bytes' ? sizeBytes : Math.ceil(sizeBytes / 3) * 4;
}

/**
 * The body's bytes, a chunk at a time, as fast as they are taken. Errors: `media.missing`,
 * `media.altered` when a file is not as long as it was.
 */
export async function* bytesOfBody({ pieces }: OutgoingBody): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (typeof piece === 'string') yield Buffer.from(piece);
    else yield* bytesOfFile(piece);
  }
}

async function* bytesOfFile({ path, sizeBytes, encoding }: FilePiece): AsyncGenerator<Uint8Array> {
  await using file = await openInputFile(path).catch((error: unknown) => {
    throw new AppError('media.missing', 'A file of this video is missing.', { cause: error });
  });
  for (let position = 0; position < sizeBytes; ) {
    const length = Math.min(chunkBytes, sizeBytes - position);
    const chunk = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await file.handle
        .read(chunk, filled, length - filled, position + filled)
        .catch((error: unknown) => {
          throw toAppError(error);
        });
      if (bytesRead === 0)
        throw new AppError('media.altered', 'A file of this video is truncated.');
      filled += bytesRead;
    }
    position += length;
    yield encoding === 'bytes' ? chunk : Buffer.from(chunk.toString('base64'));
  }
}

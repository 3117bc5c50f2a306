import { openInputFile } from '../../base/index.ts';

export interface Mp4Layout {
  /** The index (`moov`) comes after the media (`mdat`). */
  indexTrails: boolean;
  /** A box claims more bytes than the file has, or the index is missing. */
  truncated: boolean;
}

/** Enough for any real file; a hostile one must not keep us reading. */
const maxBoxes = 10_000;
/** What a file may begin with; QuickTime's older files have no `ftyp`. */
const firstBoxes = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/**
 * The order of an MP4's top-level boxes (ISO/IEC 14496-12, 4.2: 32-bit size and type, size 1
 * means a 64-bit size follows, 0 means to the end). Undefined when the file is no MP4.
 * Errors: those of `openInputFile`.
 */
export async function readMp4Layout(path: string): Promise<Mp4Layout | undefined> {
  await using file = await openInputFile(path);
  const { size: fileBytes } = file.found;
  const header = Buffer.alloc(16);
  const offsets = new Map<string, number>();
  let offset = 0;
  for (let box = 0; box < maxBoxes && offset + 8 <= fileBytes; box++) {
    const { bytesRead } = await file.handle.read(header, 0, 16, offset);
    if (bytesRead < 8) break;
    const type = header.toString('latin1', 4, 8);
    if (box === 0 && !firstBoxes.has(type)) return undefined;
    if (!offsets.has(type)) offsets.set(type, offset);
    let boxBytes = header.readUInt32BE(0);
    if (boxBytes === 1 && bytesRead === 16) boxBytes = Number(header.readBigUInt64BE(8));
    if (boxBytes === 0) boxBytes = fileBytes - offset;
    if (boxBytes < 8) break;
    offset += boxBytes;
  }
  const moov = offsets.get('moov');
  const mdat = offsets.get('mdat');
  return {
    indexTrails: moov !== undefined && mdat !== undefined && moov > mdat,
    truncated: moov === undefined || offset > fileBytes,
  };
}

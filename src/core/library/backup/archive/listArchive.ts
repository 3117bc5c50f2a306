import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../../base/index.ts';

export interface ArchiveEntry {
  name: string;
  sizeBytes: number;
  /** Of its first byte in the file. */
  position: number;
}

const blockBytes = 512;

/**
 * The entries of a tar file by their headers alone: contents are jumped over. Only what
 * `backupLibrary` writes is read: plain files with short names (POSIX.1-2001 without extended
 * headers), each whole in the file. Errors: `backup.invalid`.
 */
export async function listArchive(file: FileHandle): Promise<ArchiveEntry[]> {
  const { size } = await file.stat();
  const entries: ArchiveEntry[] = [];
  for (let at = 0; ; ) {
    const header = Buffer.alloc(blockBytes);
    const { bytesRead } = await file.read(header, 0, blockBytes, at);
    if (bytesRead < blockBytes) throw invalidBackup('its end is missing');
    if (header.every((byte) => byte === 0)) return entries;
    const { name, sizeBytes } = readHeader(header);
    const position = at + blockBytes;
    at = position + Math.ceil(sizeBytes / blockBytes) * blockBytes;
    if (at > size) throw invalidBackup(`${name} is cut`);
    entries.push({ name, sizeBytes, position });
  }
}

export function invalidBackup(why: string): AppError {
  return new AppError('backup.invalid', `The backup cannot be used: ${why}.`);
}

function readHeader(header: Buffer): { name: string; sizeBytes: number } {
  const isTar = header.toString('latin1', 257, 262) === 'ustar';
  if (!isTar || checksumOf(header) !== octal(header.subarray(148, 156))) {
    throw invalidBackup('it is damaged or no backup');
  }
  const name = text(header.subarray(0, 100));
  const isPlainFile = header[156] === '0'.charCodeAt(0);
  const hasPrefix = header[345] !== 0;
  const sizeBytes = sizeOf(header.subarray(124, 136));
  if (!isPlainFile || hasPrefix || !Number.isSafeInteger(sizeBytes)) {
    throw invalidBackup(`unexpected entry: ${name}`);
  }
  return { name, sizeBytes };
}

/** Octal digits; more than 8 GB as a big-endian number whose first bit is set. */
function sizeOf(field: Buffer): number {
  if (field[0] !== 0x80) return octal(field);
  return field.subarray(1).reduce((number, byte) => number * 256 + byte, 0);
}

function octal(field: Buffer): number {
  const digits = text(field).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}

/** The sum of all bytes, those of the checksum itself taken for spaces. */
function checksumOf(header: Buffer): number {
  const sum = header.reduce((total, byte) => total + byte, 0);
  const own = header.subarray(148, 156).reduce((total, byte) => total + byte, 0);
  return sum - own + 8 * 0x20;
}

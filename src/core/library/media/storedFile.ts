import { extname } from 'node:path';
import type { ContentHash } from '../../../contract/index.ts';
import { pathBelow } from '../../base/index.ts';

/**
 * `<library>/media/ab/cdef….mp4`: the extension only tells players the type.
 * Errors: `library.unsafePath`.
 */
export function storedPath(directory: string, contentHash: ContentHash, extension: string): string {
  return pathBelow(
    directory,
    'media',
    contentHash.slice(0, 2),
    `${contentHash.slice(2)}${extension}`,
  );
}

const knownExtensions = new Set(
  (
    '.mp4 .m4v .mov .webm .mkv .avi .mpg .mpeg .ts .m2ts .mts .3gp .flv .wmv .ogv .mp3 .m4a .aac ' +
    '.wav .flac .ogg .oga .opus .wma .jpg .bin .json'
  ).split(' '),
);

/** A file name's extension if it is a known one, else `.bin`: names are hostile text. */
export function safeExtension(fileName: string): string {
  const extension = extname(fileName).toLowerCase();
  return knownExtensions.has(extension) ? extension : '.bin';
}

import { strToU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { AppError } from '../../../base/index.ts';

const projectFile = 'project.qde';
/** Bytes of a project and its texts once they are unpacked; the largest codebooks take a few. */
const maxUnpackedBytes = 48_000_000;

/** The files of an archive that are asked for, as text. Media in it are never unpacked. */
export interface QdpxArchive {
  project: string;
  /** Texts of its `sources` by name; those that are not there are left out. */
  texts(names: ReadonlySet<string>): ReadonlyMap<string, string>;
}

/** Errors: `codes.notQdpx` for what is no such archive, or unpacks to more than is read. */
export function openArchive(bytes: Uint8Array): QdpxArchive {
  const [found] = unpack(bytes, (name) => name.toLowerCase() === projectFile).values();
  if (found === undefined) throw new AppError('codes.notQdpx', `No ${projectFile} in the file.`);
  return {
    project: found,
    texts: (names) =>
      unpack(bytes, (name) => /^sources\//i.test(name) && names.has(baseName(name))),
  };
}

/** The archive of a project without its media. The same project gives the same bytes. */
export function packArchive(project: string, changedAtMs: number): Uint8Array {
  return zipSync({ [projectFile]: strToU8(project) }, { mtime: changedAtMs });
}

function unpack(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, string> {
  let unpackedBytes = 0;
  // What a file says of its size is also what is allocated for it, whatever it unpacks to.
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (!isWanted(name)) return false;
    unpackedBytes += originalSize;
    if (unpackedBytes > maxUnpackedBytes) {
      throw new AppError('codes.notQdpx', `${name} unpacks to more than is read.`);
    }
    return true;
  };
  try {
    const texts = new Map<string, string>();
    for (const [name, content] of Object.entries(unzipSync(bytes, { filter }))) {
      texts.set(baseName(name), new TextDecoder('utf-8', { fatal: true }).decode(content));
    }
    return texts;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('codes.notQdpx', 'The file is no readable QDPX archive.', { cause });
  }
}

/** The part after the last slash of either kind. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

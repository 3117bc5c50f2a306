import type { ContentHash } from '../../../../contract/index.ts';
import { fileNameSchema } from '../catalogue/catalogue.ts';
import type { Sibling } from './hubAnswers.ts';

/** A model file of a repository. */
export interface HubFile {
  path: string;
  /** Of all its parts together. */
  sizeBytes: number;
  sha256: ContentHash | undefined;
  /** As its name says. */
  quantization: string | undefined;
  /** Why it cannot be downloaded from here, as its name and record say. */
  problem: string | undefined;
}

const part = /-(\d{5})-of-(\d{5})\.gguf$/i;
const quantization =
  /(?:^|[-._/])((?:UD-)?(?:I?Q\d(?:_[A-Z0-9]+)*|TQ\d_\d|MXFP4(?:_MOE)?|BF16|F16|F32|FP16))(?=[-._/]|$)/i;
/** whisper.cpp names its own so; other `.bin` files are of other programs. */
const isModel = /\.gguf$|(?:^|\/)ggml-[^/]*\.bin$/i;

/** The model files among a repository's files, smallest first; parts of one model are one. */
export function hubFiles(siblings: readonly Sibling[]): HubFile[] {
  const files = new Map<string, HubFile>();
  for (const { rfilename, size, lfs } of siblings) {
    if (!isModel.test(rfilename)) continue;
    const [, , count] = part.exec(rfilename) ?? [];
    const path = rfilename.replace(part, `-00001-of-${count}.gguf`);
    const sizeBytes = (files.get(path)?.sizeBytes ?? 0) + (lfs?.size ?? size ?? 0);
    const parts = count === undefined ? 1 : Number(count);
    const sha256 = parts > 1 ? undefined : lfs?.sha256;
    files.set(path, {
      ...{ path, sizeBytes, sha256 },
      quantization: quantization.exec(rfilename.replace(/\.\w+$/, ''))?.[1]?.toUpperCase(),
      problem: problemOf(path, { sizeBytes, sha256, parts }),
    });
  }
  return [...files.values()].sort((a, b) => a.sizeBytes - b.sizeBytes);
}

function problemOf(
  path: string,
  { sizeBytes, sha256, parts }: Pick<HubFile, 'sizeBytes' | 'sha256'> & { parts: number },
): string | undefined {
  if (parts > 1) {
    return `It is split into ${parts} files, which Trendroom does not put together. Choose a quantization that is one file.`;
  }
  if (!path.split('/').every((name) => fileNameSchema.safeParse(name).success)) {
    return 'Its name has characters that Trendroom does not take as a path. Download it in a browser, then import it.';
  }
  if (/mmproj/i.test(path)) {
    return 'It reads pictures for another model (mmproj) and is no model of its own.';
  }
  if (sizeBytes === 0) return 'It is empty.';
  if (sha256 === undefined) {
    return 'The hub does not tell its SHA-256, so that it could not be checked after the download.';
  }
  return undefined;
}

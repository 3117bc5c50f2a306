import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { AppError, readInputFile } from '../../base/index.ts';
import { decodeCaptionText } from './decodeCaptionText.ts';
import type { CaptionFormat } from './parseCaptions.ts';

export interface SidecarFile {
  path: string;
  format: CaptionFormat;
  /** From `name.en.srt` or `name.pt-BR.vtt`. */
  language: string | undefined;
}

/** Two hours of dense captions are about 300 KB; a larger file is something else. */
const maxBytes = 20 * 1024 * 1024;

/**
 * Caption files beside a media file, best first: `clip.srt`, `clip.vtt`, then those with a
 * language (`clip.en.srt`), the wanted language before others. Names are compared in Unicode's
 * composed form, because some systems store accents apart. None when the folder cannot be read.
 */
export async function findSidecars(mediaPath: string, language?: string): Promise<SidecarFile[]> {
  const folder = dirname(mediaPath);
  const stem = basename(mediaPath, extname(mediaPath)).normalize('NFC');
  const names = await readdir(folder).catch(() => []);
  return names
    .flatMap((name) => {
      const match = sidecarOf(name.normalize('NFC'), stem);
      return match === undefined ? [] : [{ path: join(folder, name), ...match }];
    })
    .sort((a, b) => rank(a, language) - rank(b, language) || (a.path < b.path ? -1 : 1));
}

/** Errors: `captions.invalid` when the file is gone, unreadable, no regular file or absurdly large. */
export async function readSidecar(sidecar: SidecarFile): Promise<string> {
  const name = basename(sidecar.path);
  try {
    return decodeCaptionText((await readInputFile(sidecar.path, { maxBytes })).bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('captions.invalid', `${name} could not be read: ${reason}`, {
      cause: error,
    });
  }
}

function sidecarOf(name: string, stem: string): Omit<SidecarFile, 'path'> | undefined {
  const extension = extname(name);
  const format = extension.slice(1).toLowerCase();
  if ((format !== 'srt' && format !== 'vtt') || !name.startsWith(stem)) return undefined;
  const between = name.slice(stem.length, name.length - extension.length);
  if (between === '') return { format, language: undefined };
  const tag = /^\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)$/i.exec(between)?.[1];
  return tag === undefined ? undefined : { format, language: tag };
}

function rank(sidecar: SidecarFile, language: string | undefined): number {
  const format = sidecar.format === 'srt' ? 0 : 1;
  if (sidecar.language === undefined) return format;
  const wanted = language !== undefined && primary(sidecar.language) === primary(language);
  return (wanted ? 2 : 4) + format;
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? tag;
}

import { basename } from 'node:path';
import type { ErrorCode, SegmentDto, TextSource } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { findSidecars, readSidecar, type SidecarFile } from './findSidecar.ts';
import { parseCaptions } from './parseCaptions.ts';
import { type RawCue, segmentsOfCues } from './segmentsOfCues.ts';

/** One subtitle track inside a media file. */
export interface EmbeddedTrack {
  /** As the container states it: often ISO 639-2, such as `eng` or `und`. */
  language: string | undefined;
  cues: readonly RawCue[];
}

export interface FindCaptionsInput {
  mediaPath: string;
  /** 0 when unknown. */
  durationMs: number;
  /** The wanted language, when the user gave one. */
  language: string | undefined;
  /** Reads the subtitle tracks inside the file; asked only when no sidecar serves. */
  readEmbedded(): Promise<readonly EmbeddedTrack[]>;
  warn(code: ErrorCode, message: string): void;
}

export interface FoundCaptions {
  source: Extract<TextSource, 'sidecar-captions' | 'embedded-captions'>;
  language: string | undefined;
  segments: SegmentDto[];
}

/**
 * Captions that came with a video: a file beside it, else a track inside. What cannot be used is
 * a warning `captions.invalid` and the next is tried. Undefined when none serves.
 */
export async function findCaptions(input: FindCaptionsInput): Promise<FoundCaptions | undefined> {
  for (const sidecar of await findSidecars(input.mediaPath, input.language)) {
    const segments = await orWarn(input, basename(sidecar.path), () =>
      readSegments(sidecar, input.durationMs),
    );
    if (segments === undefined) continue;
    return { source: 'sidecar-captions', language: tagOf(sidecar.language), segments };
  }
  const tracks = [...(await input.readEmbedded())].filter((track) => track.cues.length > 0);
  const wanted = tagOf(input.language);
  tracks.sort(
    (a, b) => Number(tagOf(b.language) === wanted) - Number(tagOf(a.language) === wanted),
  );
  for (const [number, track] of tracks.entries()) {
    const segments = await orWarn(input, `Subtitle track ${number + 1}`, async () =>
      segmentsOfCues(track.cues, input.durationMs),
    );
    if (segments === undefined) continue;
    return { source: 'embedded-captions', language: tagOf(track.language), segments };
  }
  return undefined;
}

async function readSegments(sidecar: SidecarFile, durationMs: number): Promise<SegmentDto[]> {
  const text = await readSidecar(sidecar);
  return parseCaptions({ text, format: sidecar.format, durationMs });
}

async function orWarn(
  input: FindCaptionsInput,
  what: string,
  read: () => Promise<SegmentDto[]>,
): Promise<SegmentDto[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'captions.invalid') throw error;
    input.warn('captions.invalid', `${what}: ${error.message}`);
    return undefined;
  }
}

/** The primary language as the shortest tag: `eng` and `en-US` are `en`; `und` is none. */
function tagOf(language: string | undefined): string | undefined {
  if (language === undefined) return undefined;
  try {
    const tag = new Intl.Locale(language).language;
    return tag === 'und' ? undefined : tag;
  } catch {
    return undefined;
  }
}

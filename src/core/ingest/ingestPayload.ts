import type { ContentHash, Storage, VideoId } from '../../contract/index.ts';

/** What an ingest job knows, growing from stage to stage; JSON, persisted with each stage. */
export interface IngestPayload {
  /** Absolute path of the file that was given. */
  path: string;
  originalName: string;
  storage: Storage;
  /** Where it was downloaded from, so that the same link is not taken twice at once. */
  sourceUrl?: string;
  /** BCP 47 tag of the speech; detected when left out. */
  language?: string;
  contentHash?: ContentHash;
  sizeBytes?: number;
  videoId?: VideoId;
  /** A video without a file whose file this is, as a person says. */
  recordId?: VideoId;
  /** The library had the same file complete: only what its sidecar says is taken in. */
  duplicate?: boolean;
  probe?: MediaProbe;
}

/** What probing found. Sizes are as displayed: rotation and pixel shape applied. */
export interface MediaProbe {
  container: string;
  durationMs: number;
  video?: {
    codec: string;
    width: number;
    height: number;
    rotationDegrees: number;
    /** Average frames a second; 0 when unknown. */
    frameRate: number;
    variableFrameRate: boolean;
  };
  audio?: { codec: string; sampleRate: number; channels: number };
  /** Text subtitle streams, by their index in the file. */
  subtitles: { index: number; language?: string }[];
  /** An MP4 or MOV whose index trails its media: players must read the end first. */
  indexTrails: boolean;
  /** Streams that are there and cannot be read; the rest is taken in. */
  unreadable?: { stream: 'video' | 'audio'; code: 'input.noFrames' | 'input.unsupported' }[];
}

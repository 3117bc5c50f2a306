import type { VideoLook } from '../../../contract/index.ts';
import type { Call } from '../../host/index.ts';
import type { MediaProbe } from '../ingestPayload.ts';

export interface TimeSpanMs {
  startMs: number;
  endMs: number;
}

/** A picture file and the time it shows. */
export interface FrameFile {
  path: string;
  atMs: number;
}

export interface FramesInput {
  path: string;
  /** As probed; used for progress and for how densely frames are sampled. */
  durationMs: number;
  rotationDegrees: number;
  /** Display size, rotation and pixel shape applied. */
  width: number;
  height: number;
  /** Where the JPEG files are written; emptied by the caller. */
  folder: string;
  /** Which frames to keep for a model that looks at them; left out: none. */
  look?: LookChoice;
}

export interface SpriteFile {
  path: string;
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  intervalMs: number;
}

/** Mean difference of grey levels, 0 to 255, from the last kept frame: less is the same picture. */
export interface LookChoice {
  minDifference: number;
}

/** A picture in a file of pictures, shown until the next one that differs. */
export interface LookFrame {
  atMs: number;
  untilMs: number;
  /** Where its bytes begin. */
  offset: number;
}

/** Upright pictures as packed RGB, one after the other in one file; no file where there are none. */
export interface LookFrames {
  path: string;
  width: number;
  height: number;
  frames: LookFrame[];
  /** How many were compared to keep these. */
  sampled: number;
}

/** What is measured on the pictures without a model. */
export type PictureSignalsDto = Pick<VideoLook, 'brightness' | 'motion' | 'colours'>;

export interface FramesOutput {
  /** End of the last frame. */
  durationMs: number;
  /** As measured; headers often say another. */
  frameRate: number;
  variableFrameRate: boolean;
  shots: (TimeSpanMs & { keyframe: FrameFile })[];
  /** Sampled frames that differ from the one before, shown until `untilMs`. */
  changed: (FrameFile & { untilMs: number })[];
  sprite: SpriteFile;
  /** What its pictures look like, as `packFrames` has it. */
  prints: Uint8Array;
  signals: PictureSignalsDto;
  look?: LookFrames;
}

export interface SoundInput {
  path: string;
  durationMs: number;
  /** Written as mono float32 little-endian at 16 kHz. */
  pcmPath: string;
}

export interface SoundOutput {
  durationMs: number;
  silences: TimeSpanMs[];
  /** Largest absolute sample of each 10 ms, 0 to 255. */
  peaks: Uint8Array;
  /** What it sounds like, as `packSound` has it. */
  print: Uint8Array;
}

export interface PrintsInput {
  path: string;
  durationMs: number;
  rotationDegrees: number;
}

/** Each is empty where there is nothing to tell it by. */
export interface PrintsOutput {
  frames: Uint8Array;
  sound: Uint8Array;
}

export interface SubtitleCue extends TimeSpanMs {
  text: string;
}

/** What the media process can do; events are progress, 0 to 1. */
export type MediaCalls = {
  probe: Call<{ path: string }, MediaProbe>;
  remux: Call<{ path: string; output: string }, null>;
  frames: Call<FramesInput, FramesOutput, number>;
  sound: Call<SoundInput, SoundOutput, number>;
  /** The sound as a FLAC file, mono, 16 kHz. */
  soundFile: Call<{ path: string; output: string }, null>;
  /** The prints alone, of a video that was ingested without. */
  prints: Call<PrintsInput, PrintsOutput, number>;
  subtitles: Call<{ path: string; streamIndex: number }, SubtitleCue[]>;
};

import type { Call } from '../../host/index.ts';

/** One line of text on a frame. */
export interface ScreenLine {
  text: string;
  /** 0 to 1, the recogniser's mean over the characters. */
  confidence: number;
  /** Left, top, right, bottom as pixels of the frame. */
  box: readonly [number, number, number, number];
}

export interface ReadFrameInput {
  /** A JPEG file. */
  path: string;
  threads: number;
}

/** What the vision process can do. */
export type VisionCalls = {
  readFrame: Call<ReadFrameInput, ScreenLine[]>;
};

import type { Call } from '../../host/index.ts';
import type { TurnedBox } from './recognition/picture.ts';

/** One line of text on a frame. */
export interface ScreenLine {
  text: string;
  /** 0 to 1, the recogniser's mean over the characters. */
  confidence: number;
  /** In pixels of the frame. */
  box: TurnedBox;
}

/** What is written on a frame; its lines are in no order. */
export interface ScreenPage {
  width: number;
  height: number;
  lines: readonly ScreenLine[];
}

export interface ReadFrameInput {
  /** A JPEG file. */
  path: string;
  threads: number;
}

/** What the vision process can do. */
export type VisionCalls = {
  readFrame: Call<ReadFrameInput, ScreenPage>;
};

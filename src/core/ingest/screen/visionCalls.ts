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

export interface FindObjectsInput {
  /** A file of pictures as packed RGB, one after the other. */
  path: string;
  /** Where the picture begins. */
  offset: number;
  width: number;
  height: number;
  /** An ONNX file. */
  modelPath: string;
  threads: number;
}

/** A thing on a picture. */
export interface SeenObject {
  kind: string;
  /** 0 to 1, the model's own. */
  confidence: number;
  /** Left, top, right, bottom as shares of the picture. */
  box: [number, number, number, number];
}

/** What the vision process can do. */
export type VisionCalls = {
  findObjects: Call<FindObjectsInput, SeenObject[]>;
  readFrame: Call<ReadFrameInput, ScreenPage>;
};

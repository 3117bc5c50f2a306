import type { OnScreenTextDto } from '../../../contract/index.ts';
import type { ScreenReader } from './screenReader.ts';
import { type ReadFrame, trackTexts } from './texts/trackTexts.ts';

/** A sampled frame that differs from the one before, shown until the next. */
export interface ChangedFrame {
  path: string;
  atMs: number;
  untilMs: number;
}

export interface ReadScreenInput {
  reader: ScreenReader;
  frames: readonly ChangedFrame[];
  signal: AbortSignal;
  onProgress(fraction: number): void;
  /** Awaited before each frame, while nothing runs: more urgent work goes first. */
  yieldSlot(): Promise<void>;
}

/** The texts shown in a video with their times. Errors: those of {@link ScreenReader}. */
export async function readScreen(input: ReadScreenInput): Promise<OnScreenTextDto[]> {
  const read: ReadFrame[] = [];
  for (const { path, atMs, untilMs } of input.frames) {
    await input.yieldSlot();
    const page = await input.reader.readFrame(path, input.signal);
    read.push({ startMs: atMs, endMs: untilMs, page });
    input.onProgress(read.length / input.frames.length);
  }
  return trackTexts(read);
}

import type { SeenThing } from '../../../contract/index.ts';
import type { LookFrames } from '../media/mediaCalls.ts';
import { type LookedFrame, mergeSeen } from './mergeSeen.ts';
import type { ObjectFinder } from './objectFinder.ts';

export interface SeeVideoInput {
  finder: ObjectFinder;
  modelPath: string;
  look: LookFrames;
  signal: AbortSignal;
  onProgress(fraction: number): void;
  /** Awaited before each picture, while nothing runs: more urgent work goes first. */
  yieldSlot(): Promise<void>;
}

/** What is seen in a video with its times. Errors: those of {@link ObjectFinder}. */
export async function seeVideo(input: SeeVideoInput): Promise<SeenThing[]> {
  const { finder, look, modelPath, signal } = input;
  const looked: LookedFrame[] = [];
  for (const { atMs, untilMs, offset } of look.frames) {
    await input.yieldSlot();
    const objects = await finder.find({ ...look, offset }, modelPath, signal);
    looked.push({ atMs, untilMs, objects });
    input.onProgress(looked.length / look.frames.length);
  }
  return mergeSeen(looked);
}

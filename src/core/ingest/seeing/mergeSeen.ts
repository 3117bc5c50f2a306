import type { SeenThing } from '../../../contract/index.ts';
import type { SeenObject } from '../screen/visionCalls.ts';

/** What is on a picture, and for how long it is shown. */
export interface LookedFrame {
  atMs: number;
  untilMs: number;
  objects: readonly SeenObject[];
}

/** On one picture at least a thing must be so sure. Chosen on photographs: docs/seeing.md. */
const sureFrom = 0.55;
/** A thing that is missed on pictures between stays one for this long. */
const maxGapMs = 2_000;
const maxThings = 500;

/** Objects of consecutive pictures as things with time spans, in the order of their times. */
export function mergeSeen(frames: readonly LookedFrame[]): SeenThing[] {
  const things: SeenThing[] = [];
  const open = new Map<string, SeenThing>();
  for (const { atMs, untilMs, objects } of frames) {
    for (const { kind, confidence, box } of objects) {
      const known = open.get(kind);
      const isOn = known !== undefined && atMs - known.endMs <= maxGapMs;
      const thing = isOn ? known : newThing(kind, atMs);
      if (!isOn) {
        things.push(thing);
        open.set(kind, thing);
      }
      thing.endMs = Math.max(thing.endMs, untilMs);
      if (confidence > thing.confidence) Object.assign(thing, { confidence, atMs, box });
    }
  }
  return things
    .filter(({ confidence }) => confidence >= sureFrom)
    .sort((a, b) => a.startMs - b.startMs || b.confidence - a.confidence)
    .slice(0, maxThings);
}

function newThing(kind: string, atMs: number): SeenThing {
  return { kind, startMs: atMs, endMs: atMs, confidence: 0, atMs, box: [0, 0, 0, 0] };
}

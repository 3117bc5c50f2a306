import type { Clip } from './clip.ts';
import type { TimedShot } from './timeline.ts';

export interface Span {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

export interface ClipTruth {
  readonly durationMs: number;
  readonly width: number;
  readonly height: number;
  readonly language: string | null;
  readonly sidecar: boolean;
  readonly spoken: string;
  readonly sentences: readonly Span[];
  readonly onScreen: readonly Span[];
  readonly cutsMs: readonly number[];
}

/** What is said and shown in a clip, and when: what tests measure against. */
export function truthOf(clip: Clip, shots: readonly TimedShot[]): ClipTruth {
  const sentences = shots
    .flatMap((shot) => shot.sentences)
    .map(({ text, startMs, endMs }) => ({ text, startMs, endMs }));
  const titles = shots.map(({ shot, startMs, endMs }) => ({ text: shot.title, startMs, endMs }));
  return {
    durationMs: shots.at(-1)?.endMs ?? 0,
    width: clip.width,
    height: clip.height,
    language: clip.language ?? null,
    sidecar: clip.sidecar ?? false,
    spoken: sentences.map(({ text }) => text).join(' '),
    sentences,
    onScreen: [...titles, ...(clip.captions ? sentences : [])].sort(
      (a, b) => a.startMs - b.startMs,
    ),
    cutsMs: shots.slice(1).map(({ startMs }) => startMs),
  };
}

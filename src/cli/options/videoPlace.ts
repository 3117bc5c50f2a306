import { type VideoId, videoIdSchema } from '../../contract/index.ts';

export interface VideoPlace {
  videoId: VideoId;
  startMs: number;
  /** After `startMs`; left out: a moment. */
  endMs?: number;
}

/** `VIDEO@SECONDS`, or a span: `VIDEO@SECONDS-SECONDS`. Undefined: it is neither. */
export function videoPlace(given: string): VideoPlace | undefined {
  const pattern = /^([\w-]{1,64})@(\d{1,7}(?:\.\d+)?)(?:-(\d{1,7}(?:\.\d+)?))?$/;
  const [, id, from, to] = pattern.exec(given) ?? [];
  if (id === undefined) return undefined;
  const videoId = videoIdSchema.parse(id);
  const startMs = millisecondsOf(from);
  if (to === undefined) return { videoId, startMs };
  const endMs = millisecondsOf(to);
  return endMs <= startMs ? undefined : { videoId, startMs, endMs };
}

function millisecondsOf(seconds: string | undefined): number {
  return Math.round(Number(seconds) * 1_000);
}

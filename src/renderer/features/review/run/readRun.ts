import {
  type ReviewDto,
  reviewSchema,
  type VideoId,
  videoIdSchema,
} from '../../../../contract/index.ts';

/** A list of videos that a person goes through, one after the other. */
export interface ReviewRun {
  videoIds: readonly VideoId[];
  /** Where the list is, to go back to: an address of the library. */
  from: string;
  startedAtMs: number;
  /** The video that is open, or was last. */
  at: VideoId;
  seen: readonly VideoId[];
  /** What was decided while it went on, by video. */
  decided: Readonly<Record<string, ReviewDto>>;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function idsOf(value: unknown): VideoId[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  return list.flatMap((id) => videoIdSchema.safeParse(id).data ?? []);
}

/** A run as the page stored it; undefined when there is none, or one of another version. */
export function readRun(stored: string | null): ReviewRun | undefined {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (!isObject(value)) return undefined;
    const videoIds = idsOf(value.videoIds);
    const at = videoIdSchema.safeParse(value.at).data;
    const { from, startedAtMs } = value;
    if (at === undefined || !videoIds.includes(at)) return undefined;
    if (typeof from !== 'string' || !from.startsWith('/library')) return undefined;
    if (typeof startedAtMs !== 'number') return undefined;
    const decided = Object.entries(isObject(value.decided) ? value.decided : {}).flatMap(
      ([id, review]) => {
        const read = reviewSchema.safeParse(review).data;
        return read === undefined ? [] : [[id, read] as const];
      },
    );
    return {
      ...{ videoIds, from, startedAtMs, at, seen: idsOf(value.seen) },
      decided: Object.fromEntries(decided),
    };
  } catch {
    return undefined;
  }
}

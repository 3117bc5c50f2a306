import type { Clip } from './clip.ts';

/** Days after publishing at which the numbers were noted. */
const noted = [1, 3, 7, 14, 21, 28, 42, 56, 70, 84, 98];
const lastNote = Date.parse('2026-11-20T09:00:00.000Z');
const dayMs = 86_400_000;

export interface Snapshot {
  readonly observedAt: string;
  readonly views: number;
  readonly likes: number;
  readonly comments: number;
  readonly shares: number;
  readonly saves: number;
}

/** A clip's entry of trendroom.json; its audience grows towards `reach.views`. */
export function metadataOf(clip: Clip) {
  const { title, channel, platform, publishedAt, language, products, sidecar } = clip;
  return {
    title,
    channel,
    platform,
    publishedAt,
    // Where speech is transcribed its language is detected; captions do not name theirs.
    ...(sidecar && language && { language }),
    ...(products && { products }),
    metrics: snapshots(clip),
  };
}

function snapshots({ publishedAt, reach }: Clip): Snapshot[] {
  const published = Date.parse(publishedAt);
  return noted
    .map((day) => ({ day, at: published + day * dayMs }))
    .filter(({ at }) => at <= lastNote)
    .map(({ day, at }) => {
      const views = Math.round(reach.views * (1 - 0.5 ** (day / reach.halfDays)));
      // Approval comes late: people who find a video weeks later save it more often.
      const warm = 0.85 + 0.15 * (1 - 0.5 ** (day / 14));
      const share = (rate: number): number => Math.round(views * rate * warm);
      return {
        observedAt: new Date(at).toISOString(),
        views,
        likes: share(reach.likes),
        comments: share(reach.comments),
        shares: share(reach.shares),
        saves: share(reach.saves),
      };
    });
}

import type { ExperimentPoint } from '../../../../../contract/index.ts';
import { experimentsMessages } from '../../../../messages/growth/experiments.ts';

type Arm = Pick<ExperimentPoint['arms'][number], 'n' | 'mean'>;

/** What was known of a variant until a time. */
export interface TimelineRow {
  atMs: number;
  control: Arm;
  variant: Arm;
  lift: number | undefined;
  interval: readonly [number, number] | undefined;
  sequentialInterval: readonly [number, number] | undefined;
}

/** The points of one variant beside its control, oldest first. */
export function timelineRows(points: readonly ExperimentPoint[], variantId: string): TimelineRow[] {
  return points.map(({ atMs, arms, estimates }) => {
    const estimate = estimates.find(({ id }) => id === variantId);
    return {
      ...{ atMs, control: arms[0] ?? { n: 0 } },
      variant: arms.find(({ id }) => id === variantId) ?? { n: 0 },
      lift: estimate?.lift,
      interval: estimate?.interval,
      sequentialInterval: estimate?.sequentialInterval,
    };
  });
}

/** Every variant at every time, as a table that other programs read; times in ISO 8601. */
export function timelineCsv(points: readonly ExperimentPoint[], ids: readonly string[]): string {
  const heading = Object.values(experimentsMessages.timeline.columns).join(',');
  const lines = ids
    .slice(1)
    .flatMap((id) =>
      timelineRows(points, id).map(({ atMs, control, variant, lift, ...bounds }) =>
        [
          ...[new Date(atMs).toISOString(), id, control.n, variant.n, control.mean, variant.mean],
          ...[lift, ...(bounds.interval ?? ['', '']), ...(bounds.sequentialInterval ?? ['', ''])],
        ]
          .map((cell) => cell ?? '')
          .join(','),
      ),
    );
  return `${[heading, ...lines].join('\r\n')}\r\n`;
}

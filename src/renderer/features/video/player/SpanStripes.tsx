import { shareOf } from './timelineShare.ts';

const laneHeight = 6;

export interface Stripe {
  key: string;
  /** What the pointer is told. */
  title: string;
  startMs: number;
  endMs: number;
  /** From 0, the uppermost. */
  lane: number;
  colour: string;
}

/**
 * Spans under the timeline, in lanes. For the eye alone: a list beside the video reads them out and
 * leads there.
 */
export function SpanStripes({
  stripes,
  durationMs,
  testId,
}: {
  stripes: readonly Stripe[];
  durationMs: number;
  testId: string;
}): React.JSX.Element | null {
  if (stripes.length === 0) return null;
  const lanes = Math.max(...stripes.map(({ lane }) => lane)) + 1;
  return (
    <div
      aria-hidden="true"
      data-testid={testId}
      className="relative -mt-1"
      style={{ height: lanes * laneHeight }}
    >
      {stripes.map(({ key, title, startMs, endMs, lane, colour }) => (
        <div
          key={key}
          title={title}
          className="absolute h-1 min-w-1 rounded-[2px]"
          style={{
            left: `${shareOf(startMs, durationMs) * 100}%`,
            width: `${shareOf(endMs - startMs, durationMs) * 100}%`,
            top: lane * laneHeight,
            backgroundColor: colour,
          }}
        />
      ))}
    </div>
  );
}

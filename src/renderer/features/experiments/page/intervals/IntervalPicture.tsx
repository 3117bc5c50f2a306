import type { EvaluatedVariant } from '../../../../../contract/index.ts';
import { experimentsMessages } from '../../../../messages/growth/experiments.ts';
import { formatLift, formatTick } from '../../formatExperiment.ts';
import { placeOf, type Range, ticksOf } from './liftRange.ts';

const texts = experimentsMessages.intervals;

/** A variant's lift as a point, its interval for one look as a bar, the always-valid one around it. */
export function IntervalPicture({
  variant: { id, lift, interval, sequentialInterval },
  range,
  minimum,
}: {
  variant: EvaluatedVariant;
  range: Range;
  minimum: number;
}): React.JSX.Element {
  const spanOf = ([low, high]: readonly [number, number]): React.CSSProperties => ({
    left: `${placeOf(low, range)}%`,
    width: `${Math.max(0.4, placeOf(high, range) - placeOf(low, range))}%`,
  });
  const [low, high] = sequentialInterval ?? interval ?? [0, 0];
  const isCut = low < range.low || high > range.high;
  return (
    <div
      role="img"
      aria-label={texts.picturesLabel(id, formatLift(low), formatLift(high))}
      className="relative h-12 overflow-hidden rounded-control bg-sunken"
    >
      <Marks range={range} minimum={minimum} />
      {sequentialInterval !== undefined && (
        <span
          className={`absolute top-3 h-6 border-y border-accent bg-accent-soft ${isCut ? '' : 'rounded-control border-x'}`}
          style={spanOf(sequentialInterval)}
        />
      )}
      {interval !== undefined && (
        <span
          className="absolute top-[21px] h-1.5 rounded-round bg-accent"
          style={spanOf(interval)}
        />
      )}
      {lift !== undefined && (
        <span
          className="absolute top-[18px] size-3 -translate-x-1/2 rounded-round border-2 border-raised bg-ink"
          style={{ left: `${placeOf(lift, range)}%` }}
        />
      )}
    </div>
  );
}

/** The lines of no difference and of the minimum effect. */
function Marks({ range, minimum }: { range: Range; minimum: number }): React.JSX.Element {
  return (
    <>
      <span
        className="absolute inset-y-0 w-px bg-ink-3"
        style={{ left: `${placeOf(0, range)}%` }}
      />
      <span
        className="absolute inset-y-0 border-l border-dashed border-good"
        style={{ left: `${placeOf(minimum, range)}%` }}
      />
    </>
  );
}

/** On a narrow screen they have room beside each other. */
const mostTicks = 4;

/** Round lifts under the pictures, and what the two lines are. */
export function LiftAxis({ range, minimum }: { range: Range; minimum: number }): React.JSX.Element {
  return (
    <div aria-hidden="true" className="relative h-9 text-caption text-ink-3">
      {ticksOf(range, mostTicks).map((tick) => (
        <span
          key={tick}
          className="absolute top-0 -translate-x-1/2 whitespace-nowrap"
          style={{ left: `${placeOf(tick, range)}%` }}
        >
          {formatTick(tick)}
        </span>
      ))}
      <Named at={placeOf(minimum, range)} beside={placeOf(0, range)} className="text-good">
        {texts.minimum}
      </Named>
      <Named at={placeOf(0, range)} beside={placeOf(minimum, range)} className="text-ink-3">
        {texts.zero}
      </Named>
    </div>
  );
}

/** On the side of its line where the other one is not. */
function Named({
  at,
  beside,
  className,
  children,
}: {
  at: number;
  beside: number;
  className: string;
  children: string;
}): React.JSX.Element {
  const isRight = at > beside;
  return (
    <span
      className={`absolute top-4 whitespace-nowrap ${className} ${isRight ? 'pl-1' : '-translate-x-full pr-1'}`}
      style={{ left: `${at}%` }}
    >
      {children}
    </span>
  );
}

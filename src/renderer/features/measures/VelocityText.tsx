import type { Estimate } from '../../../contract/index.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { formatMeasure } from './formatMeasure.ts';

/** Views an hour, with the span that rounding leaves open in the tooltip. */
export function VelocityText({ velocity }: { velocity: Estimate }): React.JSX.Element {
  const [value, low, high] = [velocity.value, velocity.low, velocity.high].map(formatMeasure);
  return (
    <Tooltip text={measuresMessages.velocity.ofSpan(low ?? '', high ?? '')}>
      <span className="tabular-nums">{measuresMessages.perHour(value ?? '')}</span>
    </Tooltip>
  );
}

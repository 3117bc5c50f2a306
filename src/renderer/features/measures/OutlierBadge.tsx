import type { OutlierScore } from '../../../contract/index.ts';
import { measuresMessages } from '../../messages/measures.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { formatMeasure } from './formatMeasure.ts';
import { standsOut } from './standsOut.ts';

/** How far a video stands out of its channel; its definition, n and interval are in the tooltip. */
export function OutlierBadge({
  outlier,
  onPicture = false,
}: {
  outlier: OutlierScore;
  /** True: it lies on a poster rather than on the screen. */
  onPicture?: boolean;
}): React.JSX.Element {
  const { score, low, high, n, definition } = outlier;
  const shown = measuresMessages.times(formatMeasure(score));
  const { meaning } = measuresMessages.definitions[definition];
  const interval = measuresMessages.bootstrap(formatMeasure(low), formatMeasure(high), n);
  const isOut = standsOut(outlier);
  const quiet = onPicture ? 'bg-stage/80 text-on-stage' : 'bg-sunken text-ink-2';
  return (
    <Tooltip text={`${meaning} ${interval}`}>
      <span
        className={`inline-flex h-[18px] items-center rounded-[4px] px-1.5 text-caption font-medium tabular-nums ${isOut ? 'bg-accent text-on-accent' : quiet}`}
      >
        <span className="sr-only">{measuresMessages.outlierLabel(shown)}</span>
        <span aria-hidden="true">{shown}</span>
      </span>
    </Tooltip>
  );
}

import type { Quote } from '../../../contract/index.ts';
import type { Span } from '../video/playback/spanAt.ts';
import { placeOf } from './useCodings.ts';

/** A coded span in the lane that it has all along the transcript. */
export interface LanedQuote {
  quote: Quote;
  lane: number;
}

/** Lanes that there is room for beside the text; the tab *Codes* lists every span. */
const maxLanes = 3;
const lanePixels = 4;

/** The codes of a line of the transcript, as stripes beside it; the tab of the codes reads them out. */
export function SegmentStripes({
  segment: { startMs, endMs },
  quotes,
}: {
  segment: Span;
  quotes: readonly LanedQuote[];
}): React.JSX.Element[] {
  return quotes
    .filter(({ quote, lane }) => {
      return lane < maxLanes && quote.startMs < endMs && quote.endMs > startMs;
    })
    .map(({ quote, lane }) => (
      <span
        key={quote.id}
        aria-hidden="true"
        data-testid="segment-stripe"
        title={`${quote.code} · ${placeOf(quote)}`}
        className="absolute inset-y-0 w-[3px]"
        style={{ left: (lane - maxLanes) * lanePixels, backgroundColor: quote.colour }}
      />
    ));
}

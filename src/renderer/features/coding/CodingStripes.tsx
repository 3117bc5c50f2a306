import type { VideoDetail } from '../../../contract/index.ts';
import { shareOf } from '../video/player/timelineShare.ts';
import { stripeLanes } from './stripeLanes.ts';
import { placeOf, useQuotesOf } from './useCodings.ts';

const laneHeight = 6;
/** Lanes that are shown; the panel lists every span. */
const maxLanes = 6;

/** Coded spans under the timeline, one above another where they overlap; the panel reads them out. */
export function CodingStripes({
  video: { id, durationMs },
}: {
  video: VideoDetail;
}): React.JSX.Element | null {
  const quotes = useQuotesOf(id) ?? [];
  if (quotes.length === 0) return null;
  const lanes = stripeLanes(quotes);
  const count = Math.min(maxLanes, Math.max(...lanes) + 1);
  return (
    <div
      aria-hidden="true"
      data-testid="coding-stripes"
      className="relative -mt-1"
      style={{ height: count * laneHeight }}
    >
      {quotes.map((quote, index) => {
        const lane = lanes[index] ?? 0;
        if (lane >= maxLanes) return null;
        return (
          <div
            key={quote.id}
            title={`${quote.code} · ${placeOf(quote)}`}
            className="absolute h-1 min-w-1 rounded-[2px]"
            style={{
              left: `${shareOf(quote.startMs, durationMs) * 100}%`,
              width: `${shareOf(quote.endMs - quote.startMs, durationMs) * 100}%`,
              top: lane * laneHeight,
              backgroundColor: quote.colour,
            }}
          />
        );
      })}
    </div>
  );
}

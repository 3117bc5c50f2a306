import type { VideoDetail } from '../../../contract/index.ts';
import { SpanStripes } from '../video/player/SpanStripes.tsx';
import { stripeLanes } from './stripeLanes.ts';
import { placeOf, useQuotesOf } from './useCodings.ts';

/** Lanes that are shown; the panel lists every span. */
const maxLanes = 6;

/** Coded spans under the timeline, one above another where they overlap. */
export function CodingStripes({
  video: { id, durationMs },
}: {
  video: VideoDetail;
}): React.JSX.Element {
  const quotes = useQuotesOf(id) ?? [];
  const lanes = stripeLanes(quotes);
  const stripes = quotes.map((quote, index) => ({
    ...{ key: quote.id, title: `${quote.code} · ${placeOf(quote)}`, colour: quote.colour },
    ...{ startMs: quote.startMs, endMs: quote.endMs, lane: lanes[index] ?? 0 },
  }));
  const shown = stripes.filter(({ lane }) => lane < maxLanes);
  return <SpanStripes stripes={shown} durationMs={durationMs} testId="coding-stripes" />;
}

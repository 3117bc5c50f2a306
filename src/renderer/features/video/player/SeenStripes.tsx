import type { VideoDetail } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/formats/format.ts';
import { seeingMessages } from '../../../messages/video/seeing.ts';
import { formatPercent } from '../../measures/formatMeasure.ts';
import { SpanStripes } from './SpanStripes.tsx';

/** Lanes that are shown; the details list everything. */
const maxLanes = 4;

/** What is seen when, under the timeline: each kind of thing in a lane of its own, most seen first. */
export function SeenStripes({
  video: { seen, durationMs },
}: {
  video: VideoDetail;
}): React.JSX.Element {
  const shownMs = new Map<string, number>();
  for (const { kind, startMs, endMs } of seen) {
    shownMs.set(kind, (shownMs.get(kind) ?? 0) + endMs - startMs);
  }
  const kinds = [...shownMs].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  const stripes = seen.map(({ kind, startMs, endMs, confidence }) => ({
    key: `${kind} ${startMs}`,
    title: seeingMessages.span(
      kind,
      formatClock(startMs, true),
      formatClock(endMs, true),
      formatPercent(confidence),
    ),
    ...{ startMs, endMs, lane: kinds.indexOf(kind), colour: 'var(--ink-3)' },
  }));
  const shown = stripes.filter(({ lane }) => lane < maxLanes);
  return <SpanStripes stripes={shown} durationMs={durationMs} testId="seen-stripes" />;
}

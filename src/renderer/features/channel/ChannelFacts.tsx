import type { ChannelMeasures } from '../../../contract/index.ts';
import { formatCount } from '../../client/formats/format.ts';
import { channelMessages } from '../../messages/library/channel.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { standsOut } from '../measures/standsOut.ts';

const texts = channelMessages.facts;

/** The channel in four numbers, each with what it rests on. */
export function ChannelFacts({ channel }: { channel: ChannelMeasures }): React.JSX.Element {
  const { videos, observedVideos, views, medianViews, list } = channel;
  const outliers = list.filter(({ outlier }) => outlier !== undefined && standsOut(outlier)).length;
  const hasScores = list.some(({ outlier }) => outlier !== undefined);
  return (
    <dl className="grid grid-cols-4 gap-3">
      <Fact name={texts.videos} value={formatCount(videos)} note={texts.observed(observedVideos)} />
      <Fact
        name={texts.views}
        value={observedVideos === 0 ? texts.unknown : formatCount(views)}
        note={texts.viewsNote}
      />
      <Fact
        name={texts.median}
        meaning={texts.medianMeaning}
        value={medianViews === undefined ? texts.unknown : formatCount(medianViews.value)}
        note={
          medianViews === undefined
            ? texts.fewer
            : texts.medianNote(
                formatCount(medianViews.low),
                formatCount(medianViews.high),
                observedVideos,
              )
        }
      />
      <Fact
        name={texts.outliers}
        value={hasScores ? formatCount(outliers) : texts.unknown}
        note={texts.outliersNote}
      />
    </dl>
  );
}

function Fact({
  name,
  value,
  note,
  meaning,
}: {
  name: string;
  value: string;
  note: string;
  meaning?: string;
}): React.JSX.Element {
  return (
    <div className="rounded-panel border border-line px-4 py-3">
      <dt className="text-small text-ink-3">
        {meaning === undefined ? (
          name
        ) : (
          <Tooltip text={meaning}>
            <button
              type="button"
              className="cursor-help rounded-control underline decoration-dotted underline-offset-2"
            >
              {name}
            </button>
          </Tooltip>
        )}
      </dt>
      <dd>
        <span className="text-title font-semibold tabular-nums">{value}</span>
        <span className="block truncate text-small text-ink-3">{note}</span>
      </dd>
    </div>
  );
}

import type { VideoLook } from '../../../../contract/index.ts';
import { seeingMessages as words } from '../../../messages/video/seeing.ts';
import { Term } from '../../experiments/Term.tsx';
import { formatPercent } from '../../measures/formatMeasure.ts';

/** Colours, cuts, motion and brightness, each with what it is. */
export function LookFacts({ look }: { look: VideoLook }): React.JSX.Element {
  const { shots, shotMs, motion, brightness, isSeen, keptFrames, sampledFrames } = look;
  const seconds = shotMs === undefined ? undefined : (shotMs / 1_000).toFixed(1);
  const facts = [
    { ...words.shots, value: words.shots.value(shots.toLocaleString('en'), seconds) },
    { ...words.motion, value: formatPercent(motion) },
    { ...words.brightness, value: formatPercent(brightness) },
    ...(isSeen ? [{ ...words.frames, value: words.frames.value(keptFrames, sampledFrames) }] : []),
  ];
  return (
    <>
      <ul
        aria-label={words.colours}
        className="mt-2 flex h-4 overflow-hidden rounded-control border border-line"
      >
        {look.colours.map(({ hex, share }) => {
          const name = words.colour(hex, formatPercent(share));
          return (
            <li key={hex} title={name} style={{ flexGrow: share, backgroundColor: hex }}>
              <span className="sr-only">{name}</span>
            </li>
          );
        })}
      </ul>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map(({ name, meaning, value }) => (
          <div key={name} className="contents">
            <dt>
              <Term meaning={meaning}>{name}</Term>
            </dt>
            <dd className="text-ink tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

import type { ProductProof, ProofPart } from '../../../contract/index.ts';
import { productsMessages } from '../../messages/products.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { Panel } from '../../ui/Panel.tsx';

const texts = productsMessages.proof;
const fewVideos = 5;

/** The score and its parts, each a share with its interval. */
export function ProofPanel({ proof }: { proof: ProductProof }): React.JSX.Element {
  const { score, videos, channels, disclosedVideos, parts } = proof;
  return (
    <Panel title={texts.title} note={texts.facts(videos, channels, disclosedVideos)}>
      {score === undefined ? (
        <p className="text-ink-2">{texts.none}</p>
      ) : (
        <div className="flex flex-wrap items-start gap-x-8 gap-y-4">
          <div className="flex min-w-28 flex-col">
            <Tooltip text={texts.meaning(percent(score.low), percent(score.high))}>
              <button type="button" className="cursor-help text-left">
                <span className="block text-small text-ink-2">{texts.score}</span>
                <span className="text-title font-semibold text-ink tabular-nums">
                  {percent(score.value)}
                </span>
              </button>
            </Tooltip>
            {videos < fewVideos && <p className="max-w-40 text-small text-caution">{texts.few}</p>}
          </div>
          <ul className="grid min-w-72 flex-1 gap-1.5">
            {parts.map((part) => (
              <Part key={part.id} part={part} />
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function Part({ part }: { part: ProofPart }): React.JSX.Element {
  const { name, meaning } = texts.parts[part.id];
  const { share, weight, n } = part;
  const numbers =
    share === undefined
      ? texts.noPart(weight)
      : texts.part(part.part, n, percent(share.low), percent(share.high), weight);
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)_3.5rem] items-center gap-3 text-small">
      <Tooltip text={`${meaning} ${numbers}`}>
        <button type="button" className="cursor-help text-left text-ink-2">
          {name}
        </button>
      </Tooltip>
      <span aria-hidden="true" className="relative h-2 rounded-full bg-hover">
        {share !== undefined && (
          <>
            <span
              className="absolute inset-y-0 rounded-full bg-accent-soft"
              style={{ left: percent(share.low), right: percent(1 - share.high) }}
            />
            <span
              className="absolute -inset-y-0.5 w-1 -translate-x-1/2 rounded-full bg-accent"
              style={{ left: percent(share.value) }}
            />
          </>
        )}
      </span>
      <span className="text-right text-ink tabular-nums">
        {share === undefined ? texts.unknown : percent(share.value)}
      </span>
    </li>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

import type { Draft } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Tooltip } from '../../../ui/overlays/Tooltip.tsx';

const texts = draftsMessages.draftMeasure;
/** Below it a draft of a model is not kept; an edited one may be. */
const minSupport = 0.7;

/** How well a draft is supported, and the score that orders it; what the score is made of is a hover away. */
export function DraftMeasure({ draft }: { draft: Draft }): React.JSX.Element {
  const { support, score } = draft;
  return (
    <>
      {support !== undefined && (
        <span
          className={`truncate text-small ${support < minSupport ? 'text-caution' : 'text-ink-2'}`}
          title={texts.supportExplanation}
        >
          {texts.support(support)}
        </span>
      )}
      {score !== undefined && (
        <Tooltip text={<ScoreParts {...score} />}>
          <button
            type="button"
            aria-label={texts.scoreOf(score)}
            className="shrink-0 cursor-help rounded-control px-1 text-small text-ink-2 underline decoration-dotted underline-offset-2 hover:text-ink"
          >
            {texts.score(score.total)}
          </button>
        </Tooltip>
      )}
    </>
  );
}

function ScoreParts(score: NonNullable<Draft['score']>): React.JSX.Element {
  const parts = [
    { name: texts.parts.support, value: score.support },
    { name: texts.parts.closeness, value: score.closeness },
    { name: texts.parts.novelty, value: score.novelty },
    ...(score.record === undefined
      ? []
      : [{ name: texts.parts.record(score.record.of), value: score.record.value }]),
  ];
  return (
    <span className="grid grid-cols-[auto_72px_auto] items-center gap-x-2 gap-y-1 py-0.5">
      {parts.map(({ name, value }) => (
        <span key={name} className="contents">
          <span>{name}</span>
          <span className="h-1 overflow-hidden rounded-round bg-sunken">
            <span
              className="block h-full bg-accent"
              style={{ width: `${Math.round((value ?? 0) * 100)}%` }}
            />
          </span>
          <span className="text-right tabular-nums">
            {value === undefined ? texts.unknown : texts.percent(value)}
          </span>
        </span>
      ))}
    </span>
  );
}

import { ChevronRight } from 'lucide-react';
import type { BatchKind, ComparedAnswer, ComparedPair } from '../../../../../contract/index.ts';
import { teamComparisonsMessages } from '../../../../messages/team/teamComparisons.ts';
import { Badge } from '../../../../ui/Badge.tsx';
import { outgoingText } from '../../batches/outgoing/outgoingText.ts';
import { TextFigure } from '../../batches/TextFigure.tsx';
import { formatMilliseconds, formatPercent } from '../comparisonLabels.ts';
import { type Piece, wordDifference } from './wordDifference.ts';

/** Both answers to a request in one line, or opened: the request, and both in full. */
export function OnePair({
  kind,
  pair,
  expanded,
  onExpand,
}: {
  kind: BatchKind;
  pair: ComparedPair;
  expanded: boolean;
  onExpand(): void;
}): React.JSX.Element {
  const { customId, request, from, to, agreement } = pair;
  return (
    <div className="px-5 py-2">
      <button
        type="button"
        aria-expanded={expanded}
        onClick={onExpand}
        className="grid w-full grid-cols-[16px_minmax(80px,140px)_88px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 text-left"
      >
        <ChevronRight size={14} className={`text-ink-3 ${expanded ? 'rotate-90' : ''}`} />
        <bdi className="truncate text-body text-ink">{customId}</bdi>
        <span className="flex">
          <Badge tone={agreement === 1 ? 'good' : agreement === undefined ? 'bad' : 'caution'}>
            {agreement === undefined
              ? teamComparisonsMessages.onePair.invalid
              : teamComparisonsMessages.onePair.similarity(formatPercent(agreement))}
          </Badge>
        </span>
        {[from, to].map((answer, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: two sides that never change places
            key={index}
            dir="auto"
            className={`truncate text-small ${answer.valid ? 'text-ink-2' : 'text-bad'}`}
          >
            {answer.text}
          </span>
        ))}
      </button>
      {expanded && <BothAnswers kind={kind} request={request} from={from} to={to} />}
    </div>
  );
}

function BothAnswers({
  kind,
  request,
  from,
  to,
}: Pick<ComparedPair, 'request' | 'from' | 'to'> & { kind: BatchKind }): React.JSX.Element {
  const pieces = wordDifference(from.text, to.text);
  return (
    <div className="mt-2 mb-1 ml-7 grid grid-cols-2 gap-3">
      <div className="col-span-2">
        <TextFigure title={teamComparisonsMessages.onePair.request}>
          {outgoingText(kind, request)}
        </TextFigure>
      </div>
      <Answer answer={from} pieces={pieces.from} />
      <Answer answer={to} pieces={pieces.to} />
    </div>
  );
}

function Answer({
  answer: { valid, model, latencyMs, outputTokens },
  pieces,
}: {
  answer: ComparedAnswer;
  pieces: readonly Piece[];
}): React.JSX.Element {
  return (
    <figure className="min-w-0 rounded-control border border-line bg-sunken">
      <figcaption className="flex items-center gap-2 border-b border-line px-3 py-1 text-small text-ink-2">
        <bdi className="min-w-0 truncate">{model}</bdi>
        <Badge tone={valid ? 'good' : 'bad'}>
          {valid ? teamComparisonsMessages.onePair.valid : teamComparisonsMessages.onePair.invalid}
        </Badge>
        <span className="ml-auto shrink-0 tabular-nums">
          {teamComparisonsMessages.onePair.latencyAndTokens(
            formatMilliseconds(latencyMs),
            outputTokens,
          )}
        </span>
      </figcaption>
      <pre
        dir="auto"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
        className="max-h-60 overflow-y-auto px-3 py-2 font-sans text-body whitespace-pre-wrap text-ink [overflow-wrap:anywhere]"
      >
        {pieces.map(({ text, marked }, index) =>
          marked ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text that does not change
            <mark key={index} className="rounded-[2px] bg-caution-soft text-ink">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </pre>
    </figure>
  );
}

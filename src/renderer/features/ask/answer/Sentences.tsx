import { Hash, Play } from 'lucide-react';
import type { AnswerCitation, AnswerSentence } from '../../../../contract/index.ts';
import { formatClock, formatDay } from '../../../client/formats/format.ts';
import { askMessages } from '../../../messages/ask.ts';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { citationKey } from '../cited/citationKey.ts';

const texts = askMessages.cites;

/** Sentences, each with buttons for what it rests on; arrows go from one button to the next. */
export function Sentences({
  sentences,
  cited,
  onCite,
}: {
  sentences: readonly AnswerSentence[];
  cited: AnswerCitation | undefined;
  onCite(citation: AnswerCitation): void;
}): React.JSX.Element {
  return (
    <ul onKeyDown={moveFocus} className="flex flex-col gap-3">
      {sentences.map(({ text, citations, origin, support }) => (
        <li key={text} className="flex flex-col gap-1">
          <p dir="auto" className="text-body text-ink [overflow-wrap:anywhere]">
            {text}
          </p>
          <ul aria-label={texts.label} className="flex flex-wrap items-center gap-1.5">
            {citations.map((citation) => (
              <li key={citationKey(citation)} className="min-w-0">
                <CitationButton citation={citation} pressed={citation === cited} onCite={onCite} />
              </li>
            ))}
            {origin === 'model' && (
              <li className="text-small text-ink-3" title={texts.supportNote}>
                {texts.support(`${Math.round(support * 100)} %`)}
              </li>
            )}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function CitationButton({
  citation,
  pressed,
  onCite,
}: {
  citation: AnswerCitation;
  pressed: boolean;
  onCite(citation: AnswerCitation): void;
}): React.JSX.Element {
  if (citation.kind === 'removed') {
    return <span className="text-small text-ink-3">{texts.removed}</span>;
  }
  const isMoment = citation.kind === 'moment';
  return (
    <button
      type="button"
      data-item
      aria-pressed={pressed}
      onClick={() => onCite(citation)}
      className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-control border border-line bg-panel px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink aria-pressed:border-transparent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
    >
      {isMoment ? (
        <Play size={11} aria-hidden="true" className="shrink-0" />
      ) : (
        <Hash size={11} aria-hidden="true" className="shrink-0" />
      )}
      {isMoment ? (
        <>
          <span className="sr-only">{texts.play}</span>
          <span className="shrink-0 font-medium">{clockOf(citation)}</span>
          <bdi className="max-w-[28ch] truncate">{citation.title}</bdi>
        </>
      ) : citation.kind === 'snapshot' ? (
        <>
          <span className="shrink-0 font-medium">
            {texts.snapshot(formatDay(citation.observedAtMs))}
          </span>
          <bdi className="max-w-[24ch] truncate">{citation.title}</bdi>
        </>
      ) : (
        <>
          <span className="font-medium">{texts.query(citation.step + 1)}</span>
          {texts.rows(citation.rows)}
        </>
      )}
    </button>
  );
}

function clockOf({ startMs, endMs, source }: Extract<AnswerCitation, { kind: 'moment' }>): string {
  if (endMs > 0) return formatClock(startMs);
  return source === 'speech' || source === 'screen' ? texts.wholeVideo : texts.kinds[source];
}

import { Copy, Quote } from 'lucide-react';
import { Link } from 'wouter';
import type { Citation, Draft } from '../../../../contract/index.ts';
import { formatClock } from '../../../client/format.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { momentKey } from '../../player/moment.ts';
import { citedText, numberOf } from './citedText.ts';
import { DraftFrame } from './DraftFrame.tsx';
import { hookPatternNames } from './draftLabels.ts';

interface DraftCardProps {
  draft: Draft;
  /** From 1. */
  number: number;
  evidence: readonly Citation[];
  onPlay(citation: Citation): void;
}

/** A draft that was kept: its words, what opens it and why, and what it rests on. */
export function DraftCard({ draft, number, evidence, onPlay }: DraftCardProps): React.JSX.Element {
  return (
    <DraftFrame
      label={draftsMessages.draftCard.draft(number)}
      badge={
        <>
          <Badge tone="accent">{hookPatternNames[draft.hookPattern]}</Badge>
          {draft.support !== undefined && (
            <span
              className="text-small text-ink-2"
              title={draftsMessages.draftCard.supportExplanation}
            >
              {draftsMessages.draftCard.support(draft.support)}
            </span>
          )}
        </>
      }
      actions={
        <>
          <IconButton
            label={draftsMessages.draftCard.copy(number)}
            icon={<Copy size={14} />}
            onClick={() => copy(draft.text, draftsMessages.draftCard.copied)}
          />
          <IconButton
            label={draftsMessages.draftCard.copyCited(number)}
            icon={<Quote size={14} />}
            onClick={() => copy(citedText(draft, evidence), draftsMessages.draftCard.copiedCited)}
          />
        </>
      }
      text={draft.text}
    >
      <p dir="auto" className="text-small text-ink-2 [overflow-wrap:anywhere]">
        {draft.why}
      </p>
      {draft.hasConflict === true && (
        <p className="rounded-control bg-caution-soft px-3 py-2 text-small text-caution">
          {draftsMessages.draftCard.conflict}{' '}
          <Link href="/team/sharing?conflicts" className="font-medium underline hover:text-ink">
            {draftsMessages.draftCard.resolve}
          </Link>
        </p>
      )}
      <ul aria-label={draftsMessages.draftCard.citations} className="-ml-1.5 flex flex-wrap gap-1">
        {draft.citations.map((citation, i) => (
          <li key={momentKey(citation)} className="min-w-0 max-w-full">
            <button
              type="button"
              title={citation.quote}
              onClick={() => onPlay(citation)}
              className="flex h-6 max-w-full items-center gap-1.5 rounded-control px-1.5 text-small text-ink-2 hover:bg-hover hover:text-ink"
            >
              <span className="sr-only">{draftsMessages.draftCard.playSource} </span>
              <span className="font-medium text-accent-ink">
                [{numberOf(evidence, citation) ?? i + 1}]
              </span>
              <bdi className="truncate">{citation.title}</bdi>
              <span className="shrink-0">{formatClock(citation.startMs)}</span>
            </button>
          </li>
        ))}
      </ul>
    </DraftFrame>
  );
}

function copy(text: string, done: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(done),
    (error: unknown) => toastError(error, draftsMessages.draftCard.notCopied),
  );
}

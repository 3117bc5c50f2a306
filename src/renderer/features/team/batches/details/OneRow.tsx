import { ChevronRight } from 'lucide-react';
import type { BatchKind, BatchRow } from '../../../../../contract/index.ts';
import { formatDayAndTime } from '../../../../client/formats/format.ts';
import { teamBatchesMessages } from '../../../../messages/team/teamBatches.ts';
import { Badge } from '../../../../ui/Badge.tsx';
import { rowStates } from '../batchLabels.ts';
import { OutgoingFigure } from '../outgoing/OutgoingFigure.tsx';
import { answerText, outgoingText } from '../outgoing/outgoingText.ts';
import { TextFigure } from '../TextFigure.tsx';

/** A request in one line, or opened: its text, its answer, and who made it. */
export function OneRow({
  kind,
  row,
  expanded,
  onExpand,
}: {
  kind: BatchKind;
  row: BatchRow;
  expanded: boolean;
  onExpand(): void;
}): React.JSX.Element {
  const { customId, state, request, response, model, attempts, errorMessage, finishedAtMs } = row;
  const { outcome } = row;
  const { label, tone } = rowStates[state];
  const answer = response === undefined ? undefined : answerText(response);
  return (
    <div className="px-5 py-2">
      <button
        type="button"
        aria-expanded={expanded}
        onClick={onExpand}
        className="grid w-full grid-cols-[16px_minmax(96px,160px)_72px_minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 text-left"
      >
        <ChevronRight size={14} className={`text-ink-3 ${expanded ? 'rotate-90' : ''}`} />
        <bdi className="truncate text-body text-ink">{customId}</bdi>
        <span className="flex">
          <Badge tone={tone}>{label}</Badge>
        </span>
        <span dir="auto" className="truncate text-small text-ink-3">
          {outgoingText(kind, request)}
        </span>
        <span
          dir="auto"
          className={`truncate text-small ${errorMessage === undefined ? 'text-ink-2' : 'text-bad'}`}
        >
          {errorMessage ?? outcome ?? answer ?? ''}
        </span>
      </button>
      {expanded && (
        <div className="mt-2 mb-1 ml-7 grid grid-cols-2 gap-3">
          <OutgoingFigure
            tall
            title={teamBatchesMessages.oneRow.request}
            kind={kind}
            body={request}
          />
          <TextFigure
            tall
            title={
              state === 'rejected'
                ? teamBatchesMessages.oneRow.rejectedResponse
                : teamBatchesMessages.oneRow.response
            }
          >
            {answer ??
              (outcome === undefined
                ? teamBatchesMessages.oneRow.noneYet
                : teamBatchesMessages.oneRow.saved)}
          </TextFigure>
          <p className="col-span-2 text-small text-ink-3 [overflow-wrap:anywhere]">
            {outcome !== undefined && `${outcome} `}
            {model !== undefined && teamBatchesMessages.oneRow.model(model)}
            {attempts > 0 && teamBatchesMessages.oneRow.attempts(attempts)}
            {finishedAtMs !== undefined &&
              teamBatchesMessages.oneRow.finished(formatDayAndTime(finishedAtMs))}
            {errorMessage !== undefined && <bdi className="text-bad">{errorMessage}</bdi>}
          </p>
        </div>
      )}
    </div>
  );
}

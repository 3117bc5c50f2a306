import { useEffect, useRef } from 'react';
import {
  type Draft,
  type RejectionReason,
  rejectionReasonSchema,
} from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { closeCard } from './cardMode.ts';
import { rejectionLabels } from './draftLabels.ts';

/** Why a draft is rejected: a press of a digit, or of its button. Escape rejects nothing. */
export function RejectReasons({
  draft,
  onReject,
}: {
  draft: Draft;
  onReject(reason: RejectionReason): void;
}): React.JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.querySelector('button')?.focus(), []);
  const choose = (reason: RejectionReason | undefined): void => {
    if (reason === undefined) return;
    onReject(reason);
    closeCard(draft.id);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Tab' || event.key === 'Enter' || event.key === ' ') return;
    event.stopPropagation();
    if (event.key === 'Escape') closeCard(draft.id);
    else choose(rejectionReasonSchema.options[Number(event.key) - 1]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a form around it
    <div
      ref={group}
      role="group"
      aria-label={draftsMessages.rejectReasons.why}
      onKeyDown={onKeyDown}
      className="flex flex-wrap items-center gap-1.5 border-t border-line pt-2"
    >
      <span className="text-small text-ink-2">{draftsMessages.rejectReasons.why}</span>
      {rejectionReasonSchema.options.map((reason, at) => (
        <button
          key={reason}
          type="button"
          onClick={() => choose(reason)}
          className="flex h-6 items-center gap-1.5 rounded-control border border-line-strong bg-raised px-2 text-small text-ink hover:bg-hover"
        >
          <Kbd>{`${at + 1}`}</Kbd>
          {rejectionLabels[reason]}
        </button>
      ))}
    </div>
  );
}

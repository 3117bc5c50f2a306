import { ChevronRight } from 'lucide-react';
import type { DroppedDraft } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { dropReasonLabels } from '../card/draftLabels.ts';

/** What the model wrote and Trendroom did not keep, closed until it is asked for. */
export function NotKept({
  dropped,
}: {
  dropped: readonly DroppedDraft[];
}): React.JSX.Element | null {
  if (dropped.length === 0) return null;
  return (
    <details className="group">
      <summary className="flex h-7 w-max items-center gap-1 rounded-control pr-2 text-body font-medium text-ink-2 hover:text-ink">
        <ChevronRight size={14} aria-hidden="true" className="group-open:rotate-90" />
        {draftsMessages.notKept.title(dropped.length)}
      </summary>
      <ul className="mt-1 flex flex-col gap-3 pl-[18px]">
        {dropped.map(({ text, reason, of }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows, and texts may repeat
          <li key={i} className="flex flex-col gap-0.5">
            <span dir="auto" className="text-ink [overflow-wrap:anywhere]">
              {text}
            </span>
            <span className="text-small text-ink-2">{dropReasonLabels[reason]}</span>
            {of !== undefined && (
              <span dir="auto" className="text-small text-ink-3 [overflow-wrap:anywhere]">
                “{of}”
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

import { ChevronRight } from 'lucide-react';
import type { Draft } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';

/** What the draft said before, the model's text first; each can be brought back. */
export function DraftVersions({
  draft,
  onRestore,
}: {
  draft: Draft;
  onRestore(text: string): void;
}): React.JSX.Element | null {
  const others = new Map(
    (draft.versions ?? [])
      .map(({ text }, at): [string, boolean] => [text, at === 0])
      .filter(([text]) => text !== draft.text)
      // Of equal texts the first counts: it may be the model's.
      .reverse(),
  );
  if (others.size === 0) return null;
  const texts = [...others].reverse();
  return (
    <details className="group">
      <summary className="flex h-6 w-max items-center gap-1 rounded-control pr-2 text-small text-ink-2 hover:text-ink">
        <ChevronRight size={12} aria-hidden="true" className="group-open:rotate-90" />
        {draftsMessages.draftVersions.title(texts.length)}
      </summary>
      <ul className="flex flex-col gap-1 pl-4">
        {texts.map(([text, isModels]) => (
          <li key={text} className="flex items-start gap-2 text-small">
            <span dir="auto" className="min-w-0 flex-1 text-ink-2 [overflow-wrap:anywhere]">
              {isModels && (
                <span className="text-ink-3">{draftsMessages.draftVersions.models} </span>
              )}
              {text}
            </span>
            <Button size="small" kind="quiet" onClick={() => onRestore(text)}>
              {draftsMessages.draftVersions.restore}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

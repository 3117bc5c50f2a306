import { useState } from 'react';
import { type Draft, maxDraftCharacters } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Button } from '../../../ui/Button.tsx';
import { closeCard } from './cardMode.ts';

/** A draft's text in a field. Enter keeps it: a hook is one line. Escape leaves it as it was. */
export function DraftEditor({
  draft,
  label,
  maxWords,
  onSave,
}: {
  draft: Draft;
  label: string;
  /** Of the brief: it is told, and holds nobody. */
  maxWords: number;
  onSave(text: string): void;
}): React.JSX.Element {
  const [text, setText] = useState(draft.text);
  const words = text.trim().split(/\s+/u).filter(Boolean).length;
  const save = (): void => {
    if (words === 0) return;
    onSave(text);
    closeCard(draft.id);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    // Ctrl Enter writes drafts everywhere else on this screen.
    event.stopPropagation();
    if (event.key === 'Escape') closeCard(draft.id);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    save();
  };
  return (
    <div className="flex flex-col gap-2 py-1">
      <textarea
        aria-label={label}
        dir="auto"
        rows={3}
        value={text}
        maxLength={maxDraftCharacters}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to write here
        autoFocus
        onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
        className="-mx-2 resize-none rounded-control border border-line-strong bg-raised px-2 py-1 text-title font-semibold text-ink focus-visible:outline-offset-0"
      />
      <div className="flex items-center gap-2">
        <Button size="small" kind="primary" disabled={words === 0} onClick={save}>
          {draftsMessages.draftEditor.save}
        </Button>
        <Button size="small" kind="quiet" onClick={() => closeCard(draft.id)}>
          {commonMessages.cancel}
        </Button>
        <span
          className={`ml-auto text-small ${words > maxWords ? 'text-caution' : 'text-ink-2'}`}
          aria-live="polite"
        >
          {draftsMessages.draftEditor.words(words, maxWords)}
        </span>
      </div>
    </div>
  );
}

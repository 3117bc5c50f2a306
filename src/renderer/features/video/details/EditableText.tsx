import { Pencil } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { videoMessages } from '../../../messages/video/video.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';

/**
 * A text that is edited where it stands: Enter saves, Escape leaves it as it was, and so does
 * leaving an unchanged one. What could not be saved stays in the field with the reason.
 */
export function EditableText({
  label,
  value,
  maxLength,
  rows,
  required = false,
  onSave,
  children,
}: {
  label: string;
  value: string;
  maxLength: number;
  /** Of the field; with more than one, Shift with Enter begins a line. */
  rows: number;
  required?: boolean;
  onSave(value: string): Promise<unknown>;
  /** How it is shown while nobody edits it. */
  children: ReactNode;
}): React.JSX.Element {
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  // A field that goes loses the keyboard, which must not save what Escape gave up.
  const over = useRef(true);

  const end = (): void => {
    over.current = true;
    setDraft(undefined);
    setError(undefined);
    // The field goes; the keyboard stays at the text.
    requestAnimationFrame(() => opener.current?.focus());
  };
  const save = async (text: string): Promise<void> => {
    const wanted = text.trim();
    if (over.current || saving || (required && wanted === '')) return;
    if (wanted === value.trim()) return end();
    setSaving(true);
    try {
      await onSave(wanted);
      end();
    } catch (cause) {
      setError(cause);
    }
    setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      end();
    } else if (event.key === 'Enter' && (rows === 1 || !event.shiftKey)) {
      event.preventDefault();
      void save(event.currentTarget.value);
    }
  };

  if (draft === undefined) {
    return (
      <div className="flex min-w-0 items-start gap-1">
        <div className="min-w-0 flex-1">{children}</div>
        <IconButton
          ref={opener}
          label={videoMessages.editableText.edit(label.toLowerCase())}
          icon={<Pencil size={13} />}
          className="-my-1"
          onClick={() => {
            over.current = false;
            setDraft(value);
          }}
        />
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-1.5">
      <TextArea
        label={label}
        autoFocus
        dir="auto"
        rows={rows}
        maxLength={maxLength}
        value={draft}
        readOnly={saving}
        error={required && draft.trim() === '' ? videoMessages.editableText.required : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={(event) => void save(event.currentTarget.value)}
      />
      <p className="text-small text-ink-3">
        {rows === 1 ? videoMessages.editableText.keys : videoMessages.editableText.keysMultiline}
      </p>
      {error !== undefined && <ErrorLine error={error} />}
    </div>
  );
}

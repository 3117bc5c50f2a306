import { ArrowUp, Square } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { maxQuestionCharacters } from '../../../contract/index.ts';
import { askMessages } from '../../messages/ask.ts';
import { Button } from '../../ui/Button.tsx';

/** Where a question is typed: Enter asks, Shift and Enter begins a line, Escape stops. */
export function QuestionBox({
  asking,
  follows,
  onAsk,
  onStop,
}: {
  asking: boolean;
  /** True: it goes on with the conversation above. */
  follows: boolean;
  onAsk(question: string): void;
  onStop(): void;
}): React.JSX.Element {
  const id = useId();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const question = text.trim();
  const isTooLong = text.length > maxQuestionCharacters;
  useEffect(() => {
    if (document.activeElement === document.body) field.current?.focus();
  }, []);
  const submit = (): void => {
    if (asking) {
      onStop();
      return;
    }
    if (question === '' || isTooLong) return;
    setText('');
    onAsk(question);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && asking) {
      event.preventDefault();
      onStop();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!asking) submit();
  };
  const texts = askMessages.box;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="shrink-0 border-t border-line bg-panel px-6 py-3"
    >
      <div className="mx-auto max-w-[760px]">
        <div className="flex items-end gap-2">
          <label htmlFor={id} className="sr-only">
            {follows ? texts.followLabel : texts.label}
          </label>
          <textarea
            id={id}
            ref={field}
            dir="auto"
            rows={Math.min(6, Math.max(1, text.split('\n').length))}
            value={text}
            aria-invalid={isTooLong}
            aria-describedby={isTooLong ? `${id}-error` : undefined}
            placeholder={follows ? texts.followPlaceholder : texts.placeholder}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={onKeyDown}
            className="min-h-8 w-full min-w-0 resize-none rounded-control border border-line-strong bg-raised px-2.5 py-[5px] text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0 aria-invalid:border-bad"
          />
          <Button
            type="submit"
            kind={asking ? 'plain' : 'primary'}
            icon={asking ? <Square size={13} /> : <ArrowUp size={14} />}
            disabled={!asking && (question === '' || isTooLong)}
            className="h-8"
          >
            {asking ? texts.stop : texts.ask}
          </Button>
        </div>
        {isTooLong && (
          <p id={`${id}-error`} className="mt-1 text-small text-bad">
            {texts.tooLong(maxQuestionCharacters)}
          </p>
        )}
      </div>
    </form>
  );
}

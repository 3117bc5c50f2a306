import type { Ref, TextareaHTMLAttributes } from 'react';
import { useId } from 'react';

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  /** What is wrong with the value. */
  error?: string | undefined;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Some lines of text with their label and what is wrong with them. */
export function TextArea({
  label,
  error,
  className = '',
  ...rest
}: TextAreaProps): React.JSX.Element {
  const id = useId();
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className="text-small font-medium text-ink-2">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        className="w-full min-w-0 resize-none rounded-control border border-line-strong bg-raised px-2 py-1 text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-bad"
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

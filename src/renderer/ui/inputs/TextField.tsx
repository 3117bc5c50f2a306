import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { useId } from 'react';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'size'> {
  label: string;
  /** True: the label is only read aloud. */
  hideLabel?: boolean;
  icon?: ReactNode;
  /** What is wrong with the value. */
  error?: string | undefined;
  /** A line under the field. */
  note?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text with its label, its note and what is wrong with it. */
export function TextField({
  label,
  hideLabel = false,
  icon,
  error,
  note,
  className = '',
  ...rest
}: TextFieldProps): React.JSX.Element {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || note !== undefined;
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-small font-medium text-ink-2'}>
        {label}
      </label>
      <div className="relative flex items-center">
        {icon !== undefined && (
          <span aria-hidden="true" className="pointer-events-none absolute left-2 text-ink-3">
            {icon}
          </span>
        )}
        <input
          {...rest}
          id={id}
          aria-invalid={error !== undefined}
          aria-describedby={hasNote ? noteId : undefined}
          className={`h-7 w-full min-w-0 rounded-control border border-line-strong bg-raised px-2 text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-bad ${icon === undefined ? '' : 'pl-7'}`}
        />
      </div>
      {hasNote && (
        <p id={noteId} className={`text-small ${error === undefined ? 'text-ink-3' : 'text-bad'}`}>
          {error ?? note}
        </p>
      )}
    </div>
  );
}

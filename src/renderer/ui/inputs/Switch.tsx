import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';
import { useId } from 'react';

interface SwitchProps {
  label: string;
  note?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** On or off, at once, with what it means beside it. */
export function Switch({
  label,
  note,
  checked,
  disabled,
  onChange,
}: SwitchProps): React.JSX.Element {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-6">
      <div className="min-w-0">
        <label htmlFor={id} id={`${id}-label`} className="text-body text-ink">
          {label}
        </label>
        {note !== undefined && (
          <p id={`${id}-note`} className="text-small text-ink-3">
            {note}
          </p>
        )}
      </div>
      <Base.Root
        id={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        checked={checked}
        disabled={disabled ?? false}
        onCheckedChange={onChange}
        className="mt-0.5 flex h-4 w-7 shrink-0 items-center rounded-round bg-line-strong p-0.5 transition-colors duration-100 data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-3 rounded-round bg-raised transition-transform duration-100 data-checked:translate-x-3" />
      </Base.Root>
    </div>
  );
}

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';

interface SegmentedControlProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange(value: Value): void;
}

/** One of two to four views; arrow keys move between them. An option with an icon shows that alone. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedControlProps<Value>): React.JSX.Element {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        const option = options.find((candidate) => candidate.value === next);
        if (option !== undefined) onChange(option.value);
      }}
      className="flex h-7 shrink-0 items-center rounded-control border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={option.icon === undefined ? undefined : option.label}
          className="flex h-full items-center gap-1 rounded-[3px] px-2 text-small font-medium text-ink-2 hover:text-ink data-pressed:bg-raised data-pressed:text-ink data-pressed:shadow-raised"
        >
          {option.icon ?? option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

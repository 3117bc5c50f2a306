import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';

interface Option<Value extends string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> {
  label: string;
  hideLabel?: boolean;
  value: Value;
  options: readonly Option<Value>[];
  onChange(value: Value): void;
  className?: string;
}

/** One of a few values. */
export function Select<Value extends string>({
  label,
  hideLabel = false,
  value,
  options,
  onChange,
  className = '',
}: SelectProps<Value>): React.JSX.Element {
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
        <Base.Label className={hideLabel ? 'sr-only' : 'text-small font-medium text-ink-2'}>
          {label}
        </Base.Label>
        <Base.Trigger className="flex h-7 min-w-0 items-center justify-between gap-2 rounded-control border border-line-strong bg-raised pr-1.5 pl-2 text-body text-ink hover:bg-hover data-popup-open:bg-pressed">
          <Base.Value className="truncate" />
          <Base.Icon className="text-ink-3">
            <ChevronDown size={14} />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 select-none">
          <Base.Popup className="min-w-(--anchor-width) rounded-panel bg-raised py-1 shadow-floating">
            <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid h-7 grid-cols-[16px_1fr] items-center gap-2 pr-4 pl-2 text-body text-ink data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="text-accent-ink">
                    <Check size={14} />
                  </Base.ItemIndicator>
                  <Base.ItemText className="col-start-2 truncate">{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

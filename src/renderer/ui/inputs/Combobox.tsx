import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import { appMessages } from '../../messages/app.ts';
import { commonMessages } from '../../messages/common.ts';

interface Option {
  value: string;
  label: string;
  /** Beside the label, such as how many there are. */
  note?: string;
}

interface ComboboxProps {
  label: string;
  placeholder: string;
  /** Undefined: none is chosen. */
  value: string | undefined;
  options: readonly Option[];
  onChange(value: string | undefined): void;
  className?: string;
}

/** Most options shown for what is typed; typing more finds the others. */
const maxShown = 50;

/** One of many values, found by typing; or none. */
export function Combobox({
  label,
  placeholder,
  value,
  options,
  onChange,
  className = '',
}: ComboboxProps): React.JSX.Element {
  // A value that is no option (any more) is still shown, so that it can be taken away.
  const chosen =
    value === undefined
      ? null
      : (options.find((option) => option.value === value) ?? { value, label: value });
  return (
    <Base.Root<Option>
      items={options}
      value={chosen}
      limit={maxShown}
      isItemEqualToValue={(a, b) => a.value === b.value}
      onValueChange={(next) => onChange(next?.value)}
    >
      <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
        <Base.Label className="text-small font-medium text-ink-2">{label}</Base.Label>
        <Base.InputGroup className="relative flex h-7 items-center">
          <Base.Input
            placeholder={placeholder}
            className="h-7 w-full min-w-0 rounded-control border border-line-strong bg-raised pr-12 pl-2 text-body text-ink placeholder:text-ink-2 focus-visible:outline-offset-0"
          />
          <div className="absolute right-1 flex items-center text-ink-3">
            <Base.Clear
              aria-label={appMessages.combobox.clear(label)}
              className="inline-flex size-5 items-center justify-center rounded-[3px] hover:bg-hover hover:text-ink"
            >
              <X size={13} />
            </Base.Clear>
            <Base.Trigger
              aria-label={appMessages.combobox.show(label)}
              className="inline-flex size-5 items-center justify-center rounded-[3px] hover:bg-hover hover:text-ink"
            >
              <ChevronDown size={14} />
            </Base.Trigger>
          </div>
        </Base.InputGroup>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className="w-(--anchor-width) rounded-panel bg-raised shadow-floating">
            <Base.Empty>
              <p className="px-3 py-2 text-ink-3">{commonMessages.nothingMatches}</p>
            </Base.Empty>
            <Base.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto py-1 data-empty:p-0">
              {(option: Option) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="grid h-7 grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-2 pr-3 pl-2 text-body text-ink data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="text-accent-ink">
                    <Check size={14} />
                  </Base.ItemIndicator>
                  <span dir="auto" className="col-start-2 truncate">
                    {option.label}
                  </span>
                  <span className="text-small text-ink-3">{option.note}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

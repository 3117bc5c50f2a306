import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  label: string;
  /** When two items may have the same label. */
  id?: string;
  icon?: ReactNode;
  tone?: 'bad';
  disabled?: boolean;
  onSelect(): void;
}

/** A list of actions under a button. */
export function Menu({
  trigger,
  items,
}: {
  /** The button that opens it. */
  trigger: ReactElement;
  items: readonly MenuItem[];
}): React.JSX.Element {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-44 max-w-80 overflow-y-auto rounded-panel bg-raised py-1 shadow-floating">
            {items.map((item) => (
              <Base.Item
                key={item.id ?? item.label}
                disabled={item.disabled ?? false}
                onClick={item.onSelect}
                className={`flex h-7 items-center gap-2 px-3 text-body data-disabled:opacity-50 data-highlighted:bg-hover ${item.tone === 'bad' ? 'text-bad' : 'text-ink'}`}
              >
                {item.icon}
                <span className="min-w-0 truncate">{item.label}</span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

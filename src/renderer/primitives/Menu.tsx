import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';

export interface MenuItem {
  label: string;
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
          <Base.Popup className="min-w-44 rounded-panel bg-raised py-1 shadow-floating">
            {items.map((item) => (
              <Base.Item
                key={item.label}
                disabled={item.disabled ?? false}
                onClick={item.onSelect}
                className={`flex h-7 items-center gap-2 px-3 text-body data-disabled:opacity-50 data-highlighted:bg-hover ${item.tone === 'bad' ? 'text-bad' : 'text-ink'}`}
              >
                {item.icon}
                {item.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

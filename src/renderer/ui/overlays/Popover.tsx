import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Read aloud when it opens. */
  title: string;
  align?: 'start' | 'center' | 'end';
  /** Also when the trigger is pointed at for a moment. */
  opensOnHover?: boolean;
  children: ReactNode;
}

/** A small form beside the button that opens it; what is changed there holds at once. */
export function Popover({
  trigger,
  title,
  align = 'start',
  opensOnHover = false,
  children,
}: PopoverProps): React.JSX.Element {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} openOnHover={opensOnHover} delay={200} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className="z-30">
          <Base.Popup className="max-h-(--available-height) max-w-[calc(100vw-32px)] overflow-y-auto rounded-panel bg-panel p-4 shadow-floating">
            <Base.Title className="sr-only">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from '../Kbd.tsx';

interface TooltipProps {
  text: ReactNode;
  shortcut?: string;
  /** One element that can be focused. */
  children: ReactElement;
}

/** A short word about a control. Never the only place of something a person needs. */
export function Tooltip({ text, shortcut, children }: TooltipProps): React.JSX.Element {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="flex max-w-80 items-center gap-2 rounded-control bg-raised px-2 py-1 text-small text-ink shadow-floating">
            {text}
            {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { commonMessages } from '../../messages/common.ts';

interface DialogProps {
  open: boolean;
  onClose(): void;
  title: string;
  description?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  width?: 'small' | 'medium' | 'large';
  children?: ReactNode;
}

const widths = { small: 'w-[420px]', medium: 'w-[560px]', large: 'w-[840px]' };

/** A question or a small form over the screen. Escape closes it; focus goes back. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  actions,
  width = 'small',
  children,
}: DialogProps): React.JSX.Element {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Base.Popup
          className={`fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-panel bg-panel shadow-floating ${widths[width]}`}
        >
          <header className="flex items-center justify-between gap-4 pt-3 pr-3 pl-5">
            <Base.Title className="text-lead font-semibold text-ink">{title}</Base.Title>
            <Base.Close
              aria-label={commonMessages.close}
              className="inline-flex size-7 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
            >
              <X size={15} />
            </Base.Close>
          </header>
          {description !== undefined && (
            <Base.Description className="px-5 pt-1 text-body text-ink-2">
              {description}
            </Base.Description>
          )}
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {actions !== undefined && (
            <footer className="flex justify-end gap-2 border-t border-line px-5 py-3">
              {actions}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Tooltip } from './overlays/Tooltip.tsx';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does: read aloud, and shown when pointed at or focused. */
  label: string;
  /** Shown beside the label, such as `Space`. */
  shortcut?: string;
  /** For a button that stays down. */
  pressed?: boolean;
  icon: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon alone; its words are in the tooltip. */
export function IconButton({
  label,
  shortcut,
  pressed,
  icon,
  className = '',
  ...rest
}: IconButtonProps): React.JSX.Element {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={`inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink active:bg-pressed disabled:pointer-events-none disabled:opacity-40 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink ${className}`}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

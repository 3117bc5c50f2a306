import type { ButtonHTMLAttributes, ReactNode } from 'react';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing to do on a screen. `quiet`: no border until it is pointed at. */
  kind?: ButtonKind;
  size?: 'small' | 'medium';
  icon?: ReactNode;
  children: ReactNode;
}

const kinds: Record<ButtonKind, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:brightness-110',
  plain: 'border-line-strong bg-raised text-ink hover:bg-hover active:bg-pressed',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink active:bg-pressed',
  danger: 'border-line-strong bg-raised text-bad hover:bg-bad-soft active:bg-bad-soft',
};

const sizes = { small: 'h-6 px-2 text-small', medium: 'h-7 px-3 text-body' };

/** A button with words; for one with an icon alone see {@link IconButton}. */
export function Button({
  kind = 'plain',
  size = 'medium',
  icon,
  children,
  className = '',
  type = 'button',
  ...rest
}: ButtonProps): React.JSX.Element {
  return (
    <button
      {...rest}
      type={type}
      className={`inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control border font-medium select-none disabled:pointer-events-none disabled:opacity-50 ${sizes[size]} ${kinds[kind]} ${className}`}
    >
      {icon}
      {children}
    </button>
  );
}

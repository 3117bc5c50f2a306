import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatError } from '../client/formats/formatError.ts';
import { commonMessages } from '../messages/common.ts';
import { Button } from './Button.tsx';

/** Nothing is here: says why, and what to do. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}): React.JSX.Element {
  return (
    <div className="flex h-full min-h-48 flex-col items-center justify-center gap-2 p-8 text-center">
      {icon !== undefined && <div className="mb-1 text-ink-3">{icon}</div>}
      <h2 className="text-lead font-semibold text-ink">{title}</h2>
      {children !== undefined && <div className="max-w-[46ch] text-ink-2">{children}</div>}
      {actions !== undefined && <div className="mt-3 flex gap-2">{actions}</div>}
    </div>
  );
}

/** A call failed: what happened, what to do, and a way to try again. */
export function ErrorState({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: () => void;
}): React.JSX.Element {
  const { title, hint } = formatError(error);
  return (
    <div
      role="alert"
      className="flex h-full min-h-48 flex-col items-center justify-center gap-2 p-8 text-center"
    >
      <CircleAlert size={22} className="text-bad" />
      <h2 className="max-w-[60ch] text-lead font-semibold text-ink">{title}</h2>
      <p className="max-w-[46ch] text-ink-2">{hint}</p>
      {onRetry !== undefined && (
        <Button className="mt-3" onClick={onRetry}>
          {commonMessages.tryAgain}
        </Button>
      )}
    </div>
  );
}

/** A failure inside a screen that otherwise works. */
export function ErrorLine({ error }: { error: unknown }): React.JSX.Element {
  const { title, hint } = formatError(error);
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-control bg-bad-soft px-3 py-2 text-bad"
    >
      <CircleAlert size={15} className="mt-0.5 shrink-0" />
      <span>
        <span className="font-medium">{title}</span> {hint}
      </span>
    </p>
  );
}

/** Holds the place of something that is being read, in its size, so that nothing jumps. */
export function Skeleton({ className = '' }: { className?: string }): React.JSX.Element {
  return (
    <div
      aria-hidden="true"
      className={`animate-pulse-calm rounded-control bg-hover ${className}`}
    />
  );
}

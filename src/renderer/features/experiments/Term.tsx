import { Tooltip } from '../../ui/overlays/Tooltip.tsx';

/** A word or a number whose definition is one hover, or one press of Tab, away. */
export function Term({
  meaning,
  className = 'text-ink-3',
  children,
}: {
  meaning: string;
  className?: string;
  children: React.ReactNode;
}): React.JSX.Element {
  return (
    <Tooltip text={meaning}>
      <button
        type="button"
        className={`cursor-help rounded-control text-left underline decoration-dotted underline-offset-2 ${className}`}
      >
        {children}
      </button>
    </Tooltip>
  );
}

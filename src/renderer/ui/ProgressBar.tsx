import { Progress } from '@base-ui/react/progress';

interface ProgressBarProps {
  /** What makes progress; read aloud. */
  label: string;
  /** 0 to 1; undefined while the end cannot be known. */
  fraction: number | undefined;
  tone?: 'accent' | 'bad' | 'still';
  className?: string;
}

const tones = { accent: 'bg-accent', bad: 'bg-bad', still: 'bg-line-strong' };

/** How far a piece of work is. */
export function ProgressBar({
  label,
  fraction,
  tone = 'accent',
  className = '',
}: ProgressBarProps): React.JSX.Element {
  return (
    <Progress.Root
      aria-label={label}
      value={fraction === undefined ? null : Math.round(fraction * 1000) / 10}
      className={`min-w-0 ${className}`}
    >
      <Progress.Track className="h-1 overflow-hidden rounded-round bg-line">
        <Progress.Indicator
          className={`h-full rounded-round transition-[width] duration-200 ease-calm ${tones[tone]} data-indeterminate:w-1/3 data-indeterminate:animate-slide-calm`}
        />
      </Progress.Track>
    </Progress.Root>
  );
}

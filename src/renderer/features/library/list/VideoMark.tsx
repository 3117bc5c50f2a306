import { Check } from 'lucide-react';
import { libraryMessages } from '../../../messages/library/library.ts';

/** Selects a video with the pointer; the keyboard does so with Space on the video itself. */
export function VideoMark({
  title,
  checked,
  onMark,
  plain = false,
  className = '',
}: {
  title: string;
  checked: boolean;
  /** `range`: everything from the last mark to here. */
  onMark(range: boolean): void;
  /** True: it stands on the screen rather than on a picture. */
  plain?: boolean;
  className?: string;
}): React.JSX.Element {
  return (
    <span
      className={`inline-flex size-5 items-center justify-center ${plain ? 'relative' : 'absolute'} ${className}`}
    >
      <input
        type="checkbox"
        checked={checked}
        aria-label={libraryMessages.videoMark.select(title)}
        tabIndex={-1}
        onChange={({ nativeEvent }) =>
          onMark(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className={`peer size-[18px] appearance-none rounded-[4px] border checked:border-accent checked:bg-accent ${plain ? 'border-line-strong bg-raised' : 'border-on-stage/80 bg-stage/60'}`}
      />
      <Check
        size={13}
        aria-hidden="true"
        className="pointer-events-none absolute hidden text-on-accent peer-checked:block"
      />
    </span>
  );
}

import { keyLabels } from '../client/playerKeys/keyNames.ts';
import { Kbd } from './Kbd.tsx';

/** Keys that do the same, side by side. */
export function Keys({ keys }: { keys: readonly string[] }): React.JSX.Element {
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-1.5 gap-y-1">
      {keys.map((key) => (
        <span key={key} className="inline-flex gap-0.5">
          {keyLabels(key).map((label) => (
            <Kbd key={label}>{label}</Kbd>
          ))}
        </span>
      ))}
    </span>
  );
}

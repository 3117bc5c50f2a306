import { Pause, Play, RotateCcw, X } from 'lucide-react';
import type { JobDto } from '../../../contract/index.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { JobActions } from './useJobActions.ts';

/** What can be done with a job in its state. */
export function JobActionButtons({
  job,
  actions,
  tabIndex,
}: {
  job: JobDto;
  actions: JobActions;
  tabIndex: number;
}): React.JSX.Element {
  const { state, label } = job;
  const isOpen = state === 'running' || state === 'waiting' || state === 'paused';
  return (
    <div className="flex justify-end">
      {(state === 'running' || state === 'waiting') && (
        <IconButton
          label={`Pause ${label}`}
          icon={<Pause size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.pause([job])}
        />
      )}
      {state === 'paused' && (
        <IconButton
          label={`Resume ${label}`}
          icon={<Play size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.resume([job])}
        />
      )}
      {isOpen && (
        <IconButton
          label={`Cancel ${label}`}
          icon={<X size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.cancel([job])}
        />
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <IconButton
          label={`Retry ${label}`}
          icon={<RotateCcw size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.retry([job])}
        />
      )}
    </div>
  );
}

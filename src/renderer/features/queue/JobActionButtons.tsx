import { Pause, Play, RotateCcw, X } from 'lucide-react';
import type { JobDto } from '../../../contract/index.ts';
import { queueMessages } from '../../messages/work/queue.ts';
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
          label={queueMessages.jobActionButtons.pause(label)}
          icon={<Pause size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.pause([job])}
        />
      )}
      {state === 'paused' && (
        <IconButton
          label={queueMessages.jobActionButtons.resume(label)}
          icon={<Play size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.resume([job])}
        />
      )}
      {isOpen && (
        <IconButton
          label={queueMessages.jobActionButtons.cancel(label)}
          icon={<X size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.cancel([job])}
        />
      )}
      {(state === 'failed' || state === 'cancelled') && (
        <IconButton
          label={queueMessages.jobActionButtons.retry(label)}
          icon={<RotateCcw size={14} />}
          tabIndex={tabIndex}
          onClick={() => actions.retry([job])}
        />
      )}
    </div>
  );
}

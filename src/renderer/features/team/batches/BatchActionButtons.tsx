import { Pause, Play, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Batch } from '../../../../contract/index.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import type { BatchActions } from './useBatches.ts';

const questions = {
  cancel: {
    title: (name: string) => teamBatchesMessages.batchActionButtons.cancelTitle(name),
    words: teamBatchesMessages.batchActionButtons.cancelExplanation,
    keep: teamBatchesMessages.batchActionButtons.keepRunning,
    act: teamBatchesMessages.batchActionButtons.cancelBatch,
  },
  remove: {
    title: (name: string) => teamBatchesMessages.batchActionButtons.removeTitle(name),
    words: teamBatchesMessages.batchActionButtons.removeExplanation,
    keep: commonMessages.keep,
    act: teamBatchesMessages.batchActionButtons.removeBatch,
  },
};

/** What can be done with a batch now. */
export function BatchActionButtons({
  batch,
  actions,
}: {
  batch: Batch;
  actions: BatchActions;
}): React.JSX.Element {
  const [asked, setAsked] = useState<keyof typeof questions>();
  const { state, name, progress } = batch;
  const isOpen = state === 'running' || state === 'paused';
  const question = asked === undefined ? undefined : questions[asked];
  return (
    <div className="flex shrink-0 justify-end">
      {state === 'running' && (
        <IconButton
          label={teamBatchesMessages.batchActionButtons.pause(name)}
          icon={<Pause size={14} />}
          onClick={() => actions.pause(batch)}
        />
      )}
      {state === 'paused' && (
        <IconButton
          label={teamBatchesMessages.batchActionButtons.resume(name)}
          icon={<Play size={14} />}
          onClick={() => actions.resume(batch)}
        />
      )}
      {progress.failed + progress.rejected > 0 && state !== 'cancelled' && (
        <IconButton
          label={teamBatchesMessages.batchActionButtons.retryFailed(name)}
          icon={<RotateCcw size={14} />}
          onClick={() => actions.retry(batch)}
        />
      )}
      {isOpen ? (
        <IconButton
          label={teamBatchesMessages.batchActionButtons.cancel(name)}
          icon={<X size={14} />}
          onClick={() => setAsked('cancel')}
        />
      ) : (
        <IconButton
          label={teamBatchesMessages.batchActionButtons.remove(name)}
          icon={<Trash2 size={14} />}
          onClick={() => setAsked('remove')}
        />
      )}
      <Dialog
        open={question !== undefined}
        onClose={() => setAsked(undefined)}
        title={question?.title(name) ?? ''}
        description={question?.words}
        actions={
          <>
            <Button onClick={() => setAsked(undefined)}>{question?.keep}</Button>
            <Button
              kind="danger"
              onClick={() => {
                if (asked !== undefined) actions[asked](batch);
                setAsked(undefined);
              }}
            >
              {question?.act}
            </Button>
          </>
        }
      />
    </div>
  );
}

import { Pause, Play, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { Batch } from '../../../../contract/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { BatchActions } from './useBatches.ts';

const questions = {
  cancel: {
    title: (name: string) => `Cancel ${name}?`,
    words: 'What waits is not asked any more. Answers that came stay; it cannot be resumed.',
    keep: 'Let it go on',
    act: 'Cancel the batch',
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    words: 'Its requests and answers are deleted. Save the answers first if you need them.',
    keep: 'Keep it',
    act: 'Remove the batch',
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
          label={`Pause ${name}`}
          icon={<Pause size={14} />}
          onClick={() => actions.pause(batch)}
        />
      )}
      {state === 'paused' && (
        <IconButton
          label={`Resume ${name}`}
          icon={<Play size={14} />}
          onClick={() => actions.resume(batch)}
        />
      )}
      {progress.failed + progress.aside > 0 && state !== 'cancelled' && (
        <IconButton
          label={`Ask again for what failed in ${name}`}
          icon={<RotateCcw size={14} />}
          onClick={() => actions.retry(batch)}
        />
      )}
      {isOpen ? (
        <IconButton
          label={`Cancel ${name}`}
          icon={<X size={14} />}
          onClick={() => setAsked('cancel')}
        />
      ) : (
        <IconButton
          label={`Remove ${name}`}
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

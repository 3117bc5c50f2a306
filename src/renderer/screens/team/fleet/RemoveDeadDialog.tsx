import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';

/** Asks before rows leave the queue for good. */
export function RemoveDeadDialog({
  dead,
  onRemove,
  onClose,
}: {
  /** How many. */
  dead: number;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  const rows = dead === 1 ? 'this row' : `all ${dead.toLocaleString('en')} rows`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${rows}?`}
      description="In their batches they stay failed, and no machine tries them again unless somebody retries the batch."
      actions={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button
            kind="danger"
            onClick={() => {
              onRemove();
              onClose();
            }}
          >
            Remove
          </Button>
        </>
      }
    />
  );
}

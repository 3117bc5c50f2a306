import { Question } from '../../../ui/Question.tsx';

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
    <Question
      title={`Remove ${rows}?`}
      description="In their batches they stay failed, and no machine tries them again unless somebody retries the batch."
      no="Keep"
      yes="Remove"
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}

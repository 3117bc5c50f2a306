import type { Endpoint } from '../../../../shared/index.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';

export function RemoveServerDialog({
  server,
  onRemove,
  onClose,
}: {
  server: Endpoint;
  onRemove(): void;
  onClose(): void;
}): React.JSX.Element {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${server.name}?`}
      description="Its key goes from the keychain too. Answers that it gave stay; batches go on with the other servers of its role."
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
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

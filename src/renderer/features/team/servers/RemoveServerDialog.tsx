import type { Endpoint } from '../../../../contract/index.ts';
import { Question } from '../../../ui/Question.tsx';

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
    <Question
      title={`Remove ${server.name}?`}
      description="Its key goes from the keychain too. Answers that it gave stay; batches go on with the other servers of its role."
      no="Keep it"
      yes="Remove"
      kind="danger"
      onYes={onRemove}
      onClose={onClose}
    />
  );
}

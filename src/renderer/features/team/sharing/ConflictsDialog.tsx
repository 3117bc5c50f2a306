import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { ConflictCard } from './ConflictCard.tsx';

/**
 * Texts that two devices edited without having seen each other’s: all versions, the newest first.
 */
export function ConflictsDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.sharing.conflicts.queryOptions({ input: {}, staleTime: 0 }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={teamSharingMessages.conflictsDialog.title}
      description={teamSharingMessages.conflictsDialog.explanation}
    >
      {error !== null && <ErrorLine error={error} />}
      {data === undefined ? (
        <Skeleton className="h-40" />
      ) : data.conflicts.length === 0 ? (
        <p className="text-ink-2">{teamSharingMessages.conflictsDialog.none}</p>
      ) : (
        <ul aria-label={teamSharingMessages.conflictsDialog.label} className="flex flex-col gap-6">
          {data.conflicts.map((conflict) => (
            <ConflictCard
              key={`${conflict.kind} ${conflict.id} ${conflict.field}`}
              conflict={conflict}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { SharingConflict } from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/format.ts';
import { Dialog } from '../../../primitives/Dialog.tsx';
import { ErrorLine, Skeleton } from '../../../primitives/StateViews.tsx';

/** Texts that two desks edited without having seen each other’s: all versions, the newest first. */
export function ConflictsDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(
    procedures.sharing.conflicts.queryOptions({ input: {}, staleTime: 0 }),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="Edited on two desks at once"
      description="The newest version is shown everywhere; nothing of the others is lost. Writing the field once more settles it."
    >
      {error !== null && <ErrorLine error={error} />}
      {data === undefined ? (
        <Skeleton className="h-40" />
      ) : data.conflicts.length === 0 ? (
        <p className="text-ink-2">Nothing any more: all of it is settled.</p>
      ) : (
        <ul className="flex flex-col gap-4">
          {data.conflicts.map((conflict) => (
            <Conflict key={`${conflict.kind} ${conflict.id} ${conflict.field}`} {...conflict} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Conflict({ kind, field, kept, others }: SharingConflict): React.JSX.Element {
  return (
    <li className="flex flex-col gap-1.5">
      <h3 className="text-small font-medium text-ink-2">
        {field} of a {kind}
      </h3>
      {[kept, ...others].map(({ value, writtenAtMs, deskId }, index) => (
        <div
          key={`${writtenAtMs} ${deskId}`}
          className="rounded-control border border-line bg-sunken px-3 py-2"
        >
          <p dir="auto" className="whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
            {value}
          </p>
          <p className="text-small text-ink-3">
            {index === 0 ? 'Shown' : 'Kept aside'} · {formatDayAndTime(writtenAtMs)} · desk{' '}
            {deskId.slice(0, 8)}
          </p>
        </div>
      ))}
    </li>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../client/api.ts';
import { teamSharingMessages } from '../../../messages/teamSharing.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { beginSync, stopSync, useSyncStore } from './useSync.ts';

/** Syncs now, shows how far it is, and what came of it. */
export function SyncLine(): React.JSX.Element {
  const api = useApi();
  const queryClient = useQueryClient();
  const { progress, done, error, stop } = useSyncStore();
  const running = stop !== undefined;
  const counts = progress ?? done;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-3">
        {running ? (
          <Button onClick={stopSync}>{teamSharingMessages.syncLine.stop}</Button>
        ) : (
          <Button onClick={() => void beginSync(api, queryClient)}>
            {teamSharingMessages.syncLine.syncNow}
          </Button>
        )}
        <p role="status" className="min-w-0 flex-1 text-small text-ink-2">
          {counts !== undefined &&
            teamSharingMessages.syncLine.counts(counts.pushed, counts.pulled)}
          {counts !== undefined &&
            counts.refused > 0 &&
            teamSharingMessages.syncLine.skipped(counts.refused)}
          {counts !== undefined && (running ? teamSharingMessages.syncLine.soFar : '.')}
        </p>
      </div>
      {running && <ProgressBar label={teamSharingMessages.syncLine.sync} fraction={undefined} />}
      {error !== undefined && <ErrorLine error={error} />}
    </div>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { SharingStatus } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useOpenBranch } from '../../../client/branches.ts';
import { formatDayAndTime } from '../../../client/format.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { toast, toastError } from '../../../ui/Toasts.tsx';
import { ConflictsDialog } from './ConflictsDialog.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { SyncLine } from './SyncLine.tsx';
import { useSharing } from './useSharing.ts';

const roleWords = {
  owner: 'Owner: reads and writes',
  editor: 'Editor: reads and writes',
  viewer: 'Viewer: reads only',
} as const;

/** What the team shares, and how far this desk is with it. */
export function SharingPanel(): React.JSX.Element {
  const { data, error, refetch } = useSharing();
  const onBranch = useOpenBranch() !== undefined;
  const [parameters, setParameters] = useSearchParams();
  const [connecting, setConnecting] = useState(false);
  // In the address, so that a video with a conflict leads here.
  const showsConflicts = parameters.has('conflicts');
  const showConflicts = (shown: boolean): void =>
    setParameters(shown ? { conflicts: '' } : {}, { replace: true });
  return (
    <Panel
      title="Shared memory"
      actions={
        data?.connected === true && !onBranch && <More onConnect={() => setConnecting(true)} />
      }
    >
      {data === undefined ? (
        error === null ? (
          <Skeleton className="h-28" />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : data.connected ? (
        <div className="flex flex-col gap-3">
          {onBranch && (
            <p className="rounded-control bg-caution-soft px-3 py-2 text-caution">
              This branch syncs with its own copy of the team’s memory, and with nothing else.
            </p>
          )}
          <Connected status={data} onConflicts={() => showConflicts(true)} />
        </div>
      ) : onBranch ? (
        <p className="text-ink-2">
          This branch shares with nobody, so that what you try reaches no one. To connect, go back
          to the library; for a branch with a copy of the team’s memory, say so when you make it.
        </p>
      ) : (
        <div className="flex flex-col items-start gap-3">
          <p className="text-ink-2">
            What one analyst learns, the others can search: transcripts, hooks, drafts, collections
            and metrics, through a Postgres of your team. Never media, file names or keys.
            Everything goes on working offline.
          </p>
          <Button onClick={() => setConnecting(true)}>Connect…</Button>
        </div>
      )}
      {connecting && (
        <ConnectDialog
          passwordPersists={data?.passwordPersists ?? false}
          onClose={() => setConnecting(false)}
        />
      )}
      {showsConflicts && <ConflictsDialog onClose={() => showConflicts(false)} />}
    </Panel>
  );
}

function Connected({
  status: { target, lastSyncAtMs, ownAuthority, records, pending, conflicts, role },
  onConflicts,
}: {
  status: SharingStatus;
  onConflicts(): void;
}): React.JSX.Element {
  const whole = (count: number): string => count.toLocaleString('en');
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-3">With</dt>
        <dd className="truncate text-ink" title={target}>
          {target === 'local' ? 'A database on this disk' : target}
        </dd>
        {ownAuthority && (
          <>
            <dt className="text-ink-3">Trusted by</dt>
            <dd className="text-ink">Your own authority’s certificate</dd>
          </>
        )}
        <dt className="text-ink-3">Last sync</dt>
        <dd className="text-ink">
          {lastSyncAtMs === undefined ? 'Never' : formatDayAndTime(lastSyncAtMs)}
        </dd>
        <dt className="text-ink-3">Known here</dt>
        <dd className="text-ink">{whole(records)} records</dd>
        <dt className="text-ink-3">Your role</dt>
        <dd className="text-ink">{role === undefined ? 'Known after a sync' : roleWords[role]}</dd>
        <dt className="text-ink-3">{role === 'viewer' ? 'Kept here' : 'To send'}</dt>
        <dd className="text-ink">
          {pending === 0 ? 'Nothing' : pending === 1 ? '1 change' : `${whole(pending)} changes`}
        </dd>
        <dt className="text-ink-3">Edited twice</dt>
        <dd className="text-ink">
          {conflicts === 0 ? (
            'Nothing'
          ) : (
            <button
              type="button"
              onClick={onConflicts}
              className="text-caution underline hover:text-ink"
            >
              {conflicts === 1 ? '1 text' : `${whole(conflicts)} texts`}
            </button>
          )}
        </dd>
      </dl>
      {role === 'viewer' && pending > 0 && (
        <p className="rounded-control bg-caution-soft px-3 py-2 text-small text-caution">
          {pending === 1 ? '1 change waits' : `${whole(pending)} changes wait`} on this desk: you
          may read what the team shares, not write. Ask its owner to make you an editor; the next
          sync then sends them.
        </p>
      )}
      <SyncLine />
    </div>
  );
}

function More({ onConnect }: { onConnect(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { mutate } = useMutation(
    procedures.sharing.disconnect.mutationOptions({
      onSuccess: () => {
        toast('This desk shares nothing any more. What was shared stays with the team.');
        void queryClient.invalidateQueries({ queryKey: procedures.sharing.key() });
      },
      onError: (error) => toastError(error, 'Still connected'),
    }),
  );
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label="More for the shared memory"
          className="inline-flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Ellipsis size={15} />
        </button>
      }
      items={[
        { label: 'Connect elsewhere…', onSelect: onConnect },
        { label: 'Stop sharing', tone: 'bad', onSelect: () => mutate(undefined) },
      ]}
    />
  );
}

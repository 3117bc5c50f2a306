import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import type { SharingStatus } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { useOpenBranch } from '../../../client/branches.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ErrorState, Skeleton } from '../../../ui/StateViews.tsx';
import { ConflictsDialog } from './ConflictsDialog.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { SyncLine } from './SyncLine.tsx';
import { useSharing } from './useSharing.ts';

const roleLabels = {
  owner: teamSharingMessages.sharingPanel.owner,
  editor: teamSharingMessages.sharingPanel.editor,
  viewer: teamSharingMessages.sharingPanel.viewer,
} as const;

/** What the team shares, and how far this device is with it. */
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
      title={teamSharingMessages.sharingPanel.title}
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
              {teamSharingMessages.sharingPanel.branchCopy}
            </p>
          )}
          <Connected status={data} onConflicts={() => showConflicts(true)} />
        </div>
      ) : onBranch ? (
        <p className="text-ink-2">{teamSharingMessages.sharingPanel.branchNone}</p>
      ) : (
        <div className="flex flex-col items-start gap-3">
          <p className="text-ink-2">{teamSharingMessages.sharingPanel.explanation}</p>
          <Button onClick={() => setConnecting(true)}>
            {teamSharingMessages.sharingPanel.connect}
          </Button>
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
  status: { target, lastSyncAtMs, lastSync, hasOwnCa, records, pending, conflicts, role },
  onConflicts,
}: {
  status: SharingStatus;
  onConflicts(): void;
}): React.JSX.Element {
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-ink-3">{teamSharingMessages.sharingPanel.with}</dt>
        <dd className="truncate text-ink" title={target}>
          {target === 'local' ? teamSharingMessages.sharingPanel.localDatabase : target}
        </dd>
        {hasOwnCa && (
          <>
            <dt className="text-ink-3">{teamSharingMessages.sharingPanel.trust}</dt>
            <dd className="text-ink">{teamSharingMessages.sharingPanel.ownCertificate}</dd>
          </>
        )}
        <dt className="text-ink-3">{teamSharingMessages.sharingPanel.lastSync}</dt>
        <dd className="text-ink">
          {lastSyncAtMs === undefined
            ? teamSharingMessages.sharingPanel.never
            : formatDayAndTime(lastSyncAtMs)}
        </dd>
        <dt className="text-ink-3">{teamSharingMessages.sharingPanel.shared}</dt>
        <dd className="text-ink">{teamSharingMessages.sharingPanel.records(records)}</dd>
        <dt className="text-ink-3">{teamSharingMessages.sharingPanel.role}</dt>
        <dd className="text-ink">
          {role === undefined ? teamSharingMessages.sharingPanel.unknownRole : roleLabels[role]}
        </dd>
        <dt className="text-ink-3">
          {role === 'viewer'
            ? teamSharingMessages.sharingPanel.keptHere
            : teamSharingMessages.sharingPanel.pending}
        </dt>
        <dd className="text-ink">
          {pending === 0
            ? teamSharingMessages.sharingPanel.nothing
            : teamSharingMessages.sharingPanel.changes(pending)}
        </dd>
        <dt className="text-ink-3">{teamSharingMessages.sharingPanel.conflicts}</dt>
        <dd className="text-ink">
          {conflicts === 0 ? (
            teamSharingMessages.sharingPanel.nothing
          ) : (
            <button
              type="button"
              onClick={onConflicts}
              className="text-caution underline hover:text-ink"
            >
              {teamSharingMessages.sharingPanel.texts(conflicts)}
            </button>
          )}
        </dd>
      </dl>
      {role === 'viewer' && pending > 0 && (
        <p className="rounded-control bg-caution-soft px-3 py-2 text-small text-caution">
          {teamSharingMessages.sharingPanel.readOnly(pending)}
        </p>
      )}
      <SyncLine last={lastSync} />
    </div>
  );
}

function More({ onConnect }: { onConnect(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { mutate } = useMutation(
    procedures.sharing.disconnect.mutationOptions({
      onSuccess: () => {
        toast(teamSharingMessages.sharingPanel.stopped);
        void queryClient.invalidateQueries({ queryKey: procedures.sharing.key() });
      },
      onError: (error) => toastError(error, teamSharingMessages.sharingPanel.stillConnected),
    }),
  );
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={teamSharingMessages.sharingPanel.more}
          className="inline-flex size-6 items-center justify-center rounded-control text-ink-2 hover:bg-hover hover:text-ink"
        >
          <Ellipsis size={15} />
        </button>
      }
      items={[
        { label: teamSharingMessages.sharingPanel.connectAnother, onSelect: onConnect },
        {
          label: teamSharingMessages.sharingPanel.stopSharing,
          tone: 'bad',
          onSelect: () => mutate(undefined),
        },
      ]}
    />
  );
}

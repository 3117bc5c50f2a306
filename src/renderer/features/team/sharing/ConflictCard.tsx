import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SharingConflict, TextVersion } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { commonMessages } from '../../../messages/common.ts';
import { teamSharingMessages } from '../../../messages/team/teamSharing.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextArea } from '../../../ui/inputs/TextArea.tsx';
import { toast } from '../../../ui/overlays/Toasts.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { conflictTitle, writerOf } from './conflictLabels.ts';

/**
 * All versions of one text side by side; one of them, or a text made of them, ends the conflict.
 */
export function ConflictCard({ conflict }: { conflict: SharingConflict }): React.JSX.Element {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [merged, setMerged] = useState<string>();
  const { kind, id, field, kept, others } = conflict;
  const versions = [kept, ...others];
  const refresh = (): void => {
    for (const part of ['sharing', 'videos', 'collections', 'drafts', 'search'] as const) {
      void queryClient.invalidateQueries({ queryKey: procedures[part].key() });
    }
  };
  const { mutate, error, isPending } = useMutation({
    mutationFn: (value: string) => {
      const seen = versions.map(({ hlc, deviceId }) => ({ hlc, deviceId }));
      return client.sharing.settle({ kind, id, field, value, seen });
    },
    onSuccess: () => toast(teamSharingMessages.conflictCard.resolved, { good: true }),
    // Also when another version came meanwhile: it is to be seen.
    onSettled: refresh,
  });
  const title = conflictTitle(conflict);
  return (
    <li aria-label={title} className="flex flex-col gap-2">
      <h3 dir="auto" className="truncate font-medium text-ink">
        {title}
      </h3>
      <div className="grid grid-cols-2 gap-3">
        {versions.map((version, index) => (
          <Version
            key={`${version.hlc} ${version.deviceId}`}
            version={version}
            shown={index === 0}
            disabled={isPending}
            onKeep={() => mutate(version.value)}
          />
        ))}
      </div>
      {merged === undefined ? (
        <div>
          <Button
            kind="quiet"
            size="small"
            onClick={() => setMerged(versions.map(({ value }) => value).join('\n'))}
          >
            {teamSharingMessages.conflictCard.merge}
          </Button>
        </div>
      ) : (
        <div className="flex flex-col gap-2">
          <TextArea
            label={teamSharingMessages.conflictCard.mergedText}
            autoFocus
            dir="auto"
            rows={4}
            value={merged}
            onChange={(event) => setMerged(event.target.value)}
          />
          <div className="flex gap-2">
            <Button
              kind="primary"
              size="small"
              disabled={isPending || merged.trim() === ''}
              onClick={() => mutate(merged.trim())}
            >
              {teamSharingMessages.conflictCard.useText}
            </Button>
            <Button kind="quiet" size="small" onClick={() => setMerged(undefined)}>
              {commonMessages.cancel}
            </Button>
          </div>
        </div>
      )}
      {error !== null && <ErrorLine error={error} />}
    </li>
  );
}

function Version({
  version,
  shown,
  disabled,
  onKeep,
}: {
  version: TextVersion;
  shown: boolean;
  disabled: boolean;
  onKeep(): void;
}): React.JSX.Element {
  const writer = writerOf(version);
  return (
    <div className="flex min-w-0 flex-col gap-2 rounded-control border border-line bg-sunken px-3 py-2">
      <p className="text-small text-ink-2">
        <bdi className="font-medium">{writer}</bdi> · {formatDayAndTime(version.writtenAtMs)}
        {shown && teamSharingMessages.conflictCard.shown}
      </p>
      <p dir="auto" className="flex-1 whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
        {version.value}
      </p>
      <div>
        <Button size="small" disabled={disabled} onClick={onKeep}>
          {version.isLocal
            ? teamSharingMessages.conflictCard.keepMine
            : teamSharingMessages.conflictCard.keepThis}
          <span className="sr-only"> {teamSharingMessages.conflictCard.of(writer)}</span>
        </Button>
      </div>
    </div>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { VideoId } from '../../../../shared/index.ts';
import { useApi } from '../../../client/api.ts';
import { Button } from '../../../primitives/Button.tsx';
import { Dialog } from '../../../primitives/Dialog.tsx';
import { SegmentedControl } from '../../../primitives/SegmentedControl.tsx';
import { ErrorLine, Skeleton } from '../../../primitives/StateViews.tsx';
import { toast } from '../../../primitives/Toasts.tsx';
import { PlanFacts } from './PlanFacts.tsx';
import { type MediaWork, mediaWorks, requestOf } from './workWords.ts';

/** Shows what a work would send and cost, before anything is; starting it is the consent. */
export function WorkDialog({
  videoIds,
  onClose,
}: {
  videoIds: readonly VideoId[];
  onClose(): void;
}): React.JSX.Element {
  const { client, procedures } = useApi();
  const [, navigate] = useLocation();
  const [kind, setKind] = useState<MediaWork>('transcribe');
  const request = requestOf(kind, { of: 'videos', videoIds: [...videoIds] });
  const { data: plan, error } = useQuery(
    procedures.work.plan.queryOptions({ input: request, staleTime: 0, gcTime: 0 }),
  );
  const server = plan?.server;
  const needsConsent = plan?.problem?.code === 'endpoint.notApproved';
  const start = useMutation({
    mutationFn: async () => {
      if (needsConsent && server !== undefined) {
        await client.endpoints.approve({ id: server.id, approved: true });
      }
      return client.work.start(request);
    },
    onSuccess: ({ batch, words }) => {
      onClose();
      toast(batch === undefined ? words : `${batch.name}: started`, { good: true });
      if (batch !== undefined) navigate(`/team/batch/${batch.id}`);
    },
  });
  const canStart =
    plan !== undefined && plan.rows > 0 && (plan.problem === undefined || needsConsent);
  const count = videoIds.length;
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="Work on the team’s servers"
      description={`For ${count === 1 ? 'the selected video' : `${count.toLocaleString('en')} selected videos`}: only what is missing is asked for, and the library takes each answer in as it comes.`}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            kind="primary"
            disabled={!canStart || start.isPending}
            onClick={() => start.mutate()}
          >
            {start.isPending ? 'Starting…' : needsConsent ? 'Agree and start' : 'Start'}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <span className="flex">
          <SegmentedControl<MediaWork>
            label="Work"
            value={kind}
            options={mediaWorks}
            onChange={setKind}
          />
        </span>
        {error !== null ? (
          <ErrorLine error={error} />
        ) : plan === undefined ? (
          <Skeleton className="h-32" />
        ) : (
          <PlanFacts plan={plan} />
        )}
        {start.error !== null && <ErrorLine error={start.error} />}
      </div>
    </Dialog>
  );
}

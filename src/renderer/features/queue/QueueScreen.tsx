import { useQuery } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { useShellView } from '../../app/shellView.ts';
import { useApi } from '../../client/api.ts';
import { useJobs } from '../../client/jobs/jobs.ts';
import { commonMessages } from '../../messages/common.ts';
import { queueMessages } from '../../messages/work/queue.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, Skeleton } from '../../ui/StateViews.tsx';
import { groupOf, readShown } from './jobGroups.ts';
import { QueueHeader } from './QueueHeader.tsx';
import { QueueList } from './QueueList.tsx';
import { useEndedJobs } from './useEndedJobs.ts';
import { useJobActions } from './useJobActions.ts';

/** Everything that the workstation does, did, and failed to do. */
export default function QueueScreen(): React.JSX.Element {
  const { procedures } = useApi();
  const jobs = useJobs();
  const actions = useJobActions();
  const ended = useEndedJobs(jobs);
  const [parameters, setParameters] = useSearchParams();
  const shown = readShown(parameters.get('show'));
  // Only a long queue has jobs beyond those that the page keeps.
  const { data: all } = useQuery(
    procedures.jobs.list.queryOptions({
      input: { limit: 1 },
      enabled: (jobs?.length ?? 0) >= 1_000,
    }),
  );
  const total = Object.values(all?.counts ?? {}).reduce((sum, count) => sum + count, 0);
  const fits = jobs?.filter(({ state }) => shown === 'all' || groupOf(state) === shown) ?? [];

  return (
    <div className="flex h-full flex-col">
      <QueueHeader
        jobs={jobs ?? []}
        shown={shown}
        onShow={(next) => setParameters(next === 'all' ? {} : { show: next }, { replace: true })}
        actions={actions}
      />
      <p role="status" className="sr-only">
        {ended}
      </p>
      <div className="min-h-0 flex-1">
        {jobs === undefined ? (
          <div aria-busy="true" className="flex flex-col gap-2 px-5 pt-11">
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        ) : jobs.length === 0 ? (
          <EmptyState
            icon={<ListChecks size={24} />}
            title={queueMessages.queueScreen.empty}
            actions={
              <Button kind="primary" onClick={() => useShellView.setState({ addDialog: true })}>
                {commonMessages.addVideosMore}
              </Button>
            }
          >
            {queueMessages.queueScreen.emptyExplanation}
          </EmptyState>
        ) : fits.length === 0 ? (
          <EmptyState
            icon={<ListChecks size={24} />}
            title={queueMessages.queueScreen.noneInState}
            actions={
              <Button onClick={() => setParameters({}, { replace: true })}>
                {queueMessages.queueScreen.showAll}
              </Button>
            }
          />
        ) : (
          <QueueList
            jobs={jobs}
            shown={shown}
            actions={actions}
            older={shown === 'all' ? Math.max(0, total - jobs.length) : 0}
          />
        )}
      </div>
    </div>
  );
}

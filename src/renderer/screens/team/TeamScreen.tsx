import { useIsOffline } from '../../client/jobs.ts';
import { BatchesPanel } from './batches/BatchesPanel.tsx';
import { BranchesPanel } from './branches/BranchesPanel.tsx';
import { ComparisonsPanel } from './comparing/ComparisonsPanel.tsx';
import { FleetPanel } from './fleet/FleetPanel.tsx';
import { SchedulesPanel } from './schedules/SchedulesPanel.tsx';
import { ServersPanel } from './servers/ServersPanel.tsx';
import { serversHeadline } from './servers/serverWords.ts';
import { useServers } from './servers/useServers.ts';
import { SharingPanel } from './sharing/SharingPanel.tsx';

/** The second gear: servers, the work they do, what is shared, and what happens by itself. */
export default function TeamScreen(): React.JSX.Element {
  const { data } = useServers();
  const offline = useIsOffline();
  return (
    <div className="@container h-full overflow-y-auto">
      <div className="mx-auto flex max-w-[1360px] flex-col gap-4 px-6 py-6">
        <header>
          <h1 className="text-title font-semibold">Team</h1>
          <p className="mt-1 min-h-[22px] text-lead text-ink">
            {data !== undefined && serversHeadline(data.endpoints)}
          </p>
        </header>
        {offline && (
          <p className="rounded-control bg-caution-soft px-3 py-2 text-caution">
            Trendroom is set to stay offline: nothing is sent beyond this computer. Batches and
            syncs wait until that is turned off in Settings.
          </p>
        )}
        <div className="grid items-start gap-4 @min-[960px]:grid-cols-[minmax(0,1fr)_380px]">
          <div className="flex min-w-0 flex-col gap-4">
            <ServersPanel />
            <ComparisonsPanel />
            <BatchesPanel />
            <FleetPanel />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <SharingPanel />
            <BranchesPanel />
            <SchedulesPanel />
          </div>
        </div>
      </div>
    </div>
  );
}

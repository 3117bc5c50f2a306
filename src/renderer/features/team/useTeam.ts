import { create } from 'zustand';
import { teamMessages } from '../../messages/team/team.ts';
import { useBatches } from './batches/useBatches.ts';
import { useBranches } from './branches/useBranches.ts';
import { useSchedules } from './schedules/useSchedules.ts';
import {
  batchesState,
  branchesState,
  type SectionState,
  schedulesState,
  serversState,
  sharingState,
  workersState,
} from './sectionStates.ts';
import type { TeamSection } from './sections.ts';
import { serversHeadline } from './servers/serverLabels.ts';
import { useServers } from './servers/useServers.ts';
import { useSharing } from './sharing/useSharing.ts';
import { useWorkers, workersTarget } from './workers/useWorkers.ts';

/** The section that was open last: the Team screen opens there again. */
export const useLastSection = create<{ section: TeamSection }>()(() => ({ section: 'servers' }));

/** Follows all that the tabs tell of; what is followed by a stream is handed on to its section. */
export function useTeam() {
  const servers = useServers().data?.endpoints;
  const batches = useBatches();
  const sharing = useSharing().data;
  const workers = useWorkers(workersTarget(sharing));
  const branches = useBranches().data?.branches;
  const schedules = useSchedules().data?.schedules;
  // Until it was read, a section has nothing to tell.
  const states: Record<TeamSection, SectionState> = {
    servers: servers === undefined ? {} : serversState(servers),
    batches: batches.batches === undefined ? {} : batchesState(batches.batches),
    workers:
      workers.error !== undefined
        ? { needs: teamMessages.useTeam.queueUnreachable }
        : workers.status === undefined
          ? {}
          : workersState(workers.status),
    sharing: sharing === undefined ? {} : sharingState(sharing),
    branches: branches === undefined ? {} : branchesState(branches),
    schedules: schedules === undefined ? {} : schedulesState(schedules),
  };
  const headline =
    servers === undefined || sharing === undefined
      ? ''
      : servers.length === 0 && sharing.connected
        ? teamMessages.useTeam.sharedWithoutServer
        : serversHeadline(servers);
  return { headline, batches, workers, states };
}

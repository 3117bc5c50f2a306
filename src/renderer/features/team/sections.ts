import { teamMessages } from '../../messages/team.ts';
/** The sections of the Team screen, in the order of their tabs. */
export const teamSections = [
  { id: 'servers', name: teamMessages.sections.servers, holds: teamMessages.sections.serversWords },
  { id: 'batches', name: teamMessages.sections.batches, holds: teamMessages.sections.batchesWords },
  { id: 'workers', name: teamMessages.sections.workers, holds: teamMessages.sections.workersWords },
  { id: 'sharing', name: teamMessages.sections.sharing, holds: teamMessages.sections.sharingWords },
  {
    id: 'branches',
    name: teamMessages.sections.branches,
    holds: teamMessages.sections.branchesWords,
  },
  {
    id: 'schedules',
    name: teamMessages.sections.schedules,
    holds: teamMessages.sections.schedulesWords,
  },
] as const satisfies readonly {
  id: string;
  name: string;
  /** What else somebody may look for it by. */
  holds: string;
}[];

export type TeamSection = (typeof teamSections)[number]['id'];

/** The address of a section. */
export function teamPath(section: TeamSection): string {
  return `/team/${section}`;
}

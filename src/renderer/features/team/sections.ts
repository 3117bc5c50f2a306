import { teamMessages } from '../../messages/team/team.ts';
/** The sections of the Team screen, in the order of their tabs. */
export const teamSections = [
  {
    id: 'servers',
    name: teamMessages.sections.servers,
    keywords: teamMessages.sections.serversKeywords,
  },
  {
    id: 'batches',
    name: teamMessages.sections.batches,
    keywords: teamMessages.sections.batchesKeywords,
  },
  {
    id: 'workers',
    name: teamMessages.sections.workers,
    keywords: teamMessages.sections.workersKeywords,
  },
  {
    id: 'sharing',
    name: teamMessages.sections.sharing,
    keywords: teamMessages.sections.sharingKeywords,
  },
  {
    id: 'branches',
    name: teamMessages.sections.branches,
    keywords: teamMessages.sections.branchesKeywords,
  },
  {
    id: 'schedules',
    name: teamMessages.sections.schedules,
    keywords: teamMessages.sections.schedulesKeywords,
  },
] as const satisfies readonly {
  id: string;
  name: string;
  /** What else somebody may look for it by. */
  keywords: string;
}[];

export type TeamSection = (typeof teamSections)[number]['id'];

/** The address of a section. */
export function teamPath(section: TeamSection): string {
  return `/team/${section}`;
}

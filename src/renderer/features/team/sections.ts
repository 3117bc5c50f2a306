/** The sections of the Team screen, in the order of their tabs. */
export const teamSections = [
  { id: 'servers', name: 'Servers', holds: 'models comparisons swaps switches sets' },
  { id: 'batches', name: 'Batches', holds: 'requests answers' },
  { id: 'workers', name: 'Workers', holds: 'fleet machines dead letters' },
  { id: 'sharing', name: 'Sharing', holds: 'shared memory sync conflicts postgres' },
  { id: 'branches', name: 'Branches', holds: 'copies experiments' },
  { id: 'schedules', name: 'Schedules', holds: 'backup verify nightly' },
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

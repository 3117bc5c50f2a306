import type { ReadTask } from '../db/index.ts';
import type { ComposedSection, SectionQuery } from './compose/composed.ts';
import { composerOf, type SectionName } from './compose/sectionsOf.ts';

/** One section of a report, from what is stored. */
export const composeSectionTask: ReadTask<
  SectionQuery & { section: SectionName },
  ComposedSection
> = {
  name: 'reports.composeSection',
  // A person may wait for it, and verification takes the other thread for minutes.
  priority: 'interactive',
  run: (library, { section, ...query }) => composerOf(section)(library, query),
};

/** All of this room, for the reader thread. */
export const reportReadTasks = [composeSectionTask] as const;

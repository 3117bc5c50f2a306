/**
 * Tables of a dump beside the events, in the order in which they can be filled. What follows from events
 * (keys, units, sums, days) is made anew of them.
 */
export const dumpTables = [
  'growth_experiments',
  'growth_experiment_versions',
  'growth_experiment_decisions',
  'growth_forgotten',
  'growth_left_out',
  'growth_rejected',
  'growth_platform_counts',
] as const;

/** In a backup and, until it is read, in a library's folder. */
export const dumpName = 'growth.jsonl';

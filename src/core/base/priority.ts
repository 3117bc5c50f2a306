/**
 * Who goes first where work waits for a resource: a person, then what brings videos into the
 * library, then batches. The job queue, the engine and everything that takes a slot use these.
 */
export const priorities = { interactive: 1_000, ingest: 0, batch: -1_000 } as const;

/** Work that a person waits for: it goes before every job. */
export const interactivePriority = priorities.interactive;

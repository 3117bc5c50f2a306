/** Priority of work that a person waits for: it goes before every job, whose priority is 0. */
export const interactivePriority = 1_000;

import type { JobKind, JobQueue } from '../../jobs/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import type { LinkRunner } from './run/linkRun.ts';

/** What the stages of a link job work with. */
export interface LinkKindTools extends LinkRunner {
  /** Asked for when a stage runs: the queue is made from its kinds. */
  queue(): JobQueue;
  ingestKind: JobKind<IngestPayload>;
}

import type { ErrorCode } from '../../../shared/index.ts';
import type { JobKind, JobQueue } from '../../jobs/index.ts';
import type { IngestPayload } from '../ingestPayload.ts';
import type { LinkPayload } from './linkPayload.ts';
import type { LinkRunner } from './linkRun.ts';
import { createDownloadStage } from './stages/downloadStage.ts';
import { createHandOverStage } from './stages/handOverStage.ts';
import { createResolveStage } from './stages/resolveStage.ts';

export interface LinkKindTools extends LinkRunner {
  /** Asked for when a stage runs: the queue is made from its kinds. */
  queue(): JobQueue;
  ingestKind: JobKind<IngestPayload>;
}

/** Another attempt can mend these by itself; the others need a person. */
const passing: readonly ErrorCode[] = ['network.unavailable', 'link.rateLimited'];

/** From a link to an ingest job of the downloaded file, or to a link job for each video of it. */
export function createLinkKind(tools: LinkKindTools): JobKind<LinkPayload> {
  const kind: JobKind<LinkPayload> = {
    kind: 'link',
    maxAttempts: 3,
    isRetryable: (code) => passing.includes(code),
    stages: [
      createResolveStage(tools, () => kind),
      createDownloadStage(tools),
      createHandOverStage(tools),
    ],
  };
  return kind;
}

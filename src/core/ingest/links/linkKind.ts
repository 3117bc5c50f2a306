import type { ErrorCode } from '../../../contract/index.ts';
import type { JobKind } from '../../jobs/index.ts';
import type { LinkKindTools } from './linkKindTools.ts';
import type { LinkPayload } from './linkPayload.ts';
import { createDownloadStage } from './stages/downloadStage.ts';
import { createHandOverStage } from './stages/enqueueIngestStage.ts';
import { createResolveStage } from './stages/resolveStage.ts';

/** Another attempt can mend it by itself; the others need a person, or minutes of patience. */
const passing: readonly ErrorCode[] = ['network.unavailable'];

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

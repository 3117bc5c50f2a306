import type { JobId } from '../../../../contract/index.ts';
import type { IngestLinksTools } from '../ingestLinks.ts';
import { linkOutcome } from '../linkPayload.ts';

/**
 * Cancels the jobs that a playlist's job has queued and that have not ended, with the playlists
 * and ingests that these led to. Nothing happens for other jobs.
 */
export async function cancelVideos(
  tools: Pick<IngestLinksTools, 'library' | 'queue' | 'kind'>,
  jobId: JobId,
): Promise<void> {
  const { library, queue, kind } = tools;
  if (queue.get(jobId).kind !== kind.kind) return;
  for (const child of linkOutcome(library, jobId).children ?? []) {
    await queue.cancel(child);
    await cancelVideos(tools, child);
    const { ingestJobId } = linkOutcome(library, child);
    if (ingestJobId !== undefined) await queue.cancel(ingestJobId).catch(() => undefined);
  }
}

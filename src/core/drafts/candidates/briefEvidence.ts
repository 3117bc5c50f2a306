import type { BriefRecord, Citation } from '../../../contract/index.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { gatherEvidence } from '../evidence/gatherEvidence.ts';
import type { DraftsOptions } from './draftsOptions.ts';

/** What is found for an earlier brief today. */
export function evidenceOf(
  { brief }: BriefRecord,
  options: DraftsOptions,
  signal: AbortSignal,
): Promise<Evidence[]> {
  return gatherEvidence(brief, { ...options, embedder: options.embedder, signal });
}

/** Citations as they were found; one that is not found any more is still what it quotes. */
export function momentsFor(
  citations: readonly Citation[],
  evidence: readonly Evidence[],
): Evidence[] {
  return citations.map(
    (citation) =>
      evidence.find((each) => keyOf(each.citation) === keyOf(citation)) ?? {
        ...{ id: keyOf(citation), kind: 'speech', context: citation.quote, citation },
      },
  );
}

/** Names a moment. */
export function keyOf({ videoId, startMs, endMs }: Citation): string {
  return `${videoId} ${startMs} ${endMs}`;
}

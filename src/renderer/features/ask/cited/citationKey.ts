import type { AnswerCitation } from '../../../../contract/index.ts';

/** Names a citation among those of its sentence. */
export function citationKey(citation: AnswerCitation): string {
  switch (citation.kind) {
    case 'moment':
      return `${citation.videoId}/${citation.startMs}-${citation.endMs}/${citation.quote}`;
    case 'snapshot':
      return `${citation.videoId}@${citation.observedAtMs}`;
    case 'query':
      return `query ${citation.step}/${citation.rows}/${citation.videos[0]?.videoId ?? ''}`;
    case 'removed':
      return 'removed';
    default:
      return citation satisfies never;
  }
}

import type {
  AnswerCitation,
  AnswerSentence,
  Unsupported,
  VideoId,
} from '../../../contract/index.ts';
import type { Said } from './say.ts';

/** What a query of a plan gave, as sentences whose numbers are its own. */
export interface Outcome {
  sentences: AnswerSentence[];
  unsupported: Unsupported[];
}

/** What every query knows. */
export interface QueryContext {
  /** The query's place in the plan. */
  step: number;
  asOfMs: number;
  /** True: of a moment in the past. */
  isPast: boolean;
}

const maxVideos = 50;

export interface NamedVideo {
  videoId: VideoId;
  title: string;
}

/** A citation of a query's own result. */
export function ofQuery(
  { step }: QueryContext,
  rows: number,
  videos: readonly NamedVideo[] = [],
): AnswerCitation {
  return {
    kind: 'query',
    step,
    rows,
    videos: videos.slice(0, maxVideos).map(({ videoId, title }) => ({ videoId, title })),
  };
}

export function sentenceOf(
  { text, figures }: Said,
  citations: readonly AnswerCitation[],
): AnswerSentence {
  return { text: text.trim(), figures, origin: 'query', citations: [...citations], support: 1 };
}

export function outcome(
  sentences: readonly AnswerSentence[],
  unsupported: readonly Unsupported[] = [],
): Outcome {
  return { sentences: [...sentences], unsupported: [...unsupported] };
}

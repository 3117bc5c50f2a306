import {
  type Answer,
  type AskScope,
  maxPlanQueries,
  type PlanQuery,
  type VideoId,
} from '../../../contract/index.ts';
import type { RulesPlan } from './planByRules.ts';

/** “And on YouTube?”, “What about onions?”: the same question of something else. */
const goesOn =
  /^(?:and|but|what about|how about|now|only|also|then|same|so|or|just|in|on|since|before|after|from|by|of)\b/i;
/** “How many views does it have?”: of a video that was cited. */
const ofOne =
  /\b(it|its|that (?:video|clip|one)|this (?:video|clip|one)|the (?:first|video|clip))\b/i;
/** “Which of them …”: of what the question before was about. */
const ofThose = /\b(them|those|these|they|their|of it)\b/i;

/**
 * The plan of a question that follows another one, by rules: what it names replaces what the question
 * before named, and the rest stays. Undefined when it stands by itself.
 */
export function planFollowUp(
  question: string,
  rules: RulesPlan,
  before: Answer,
): PlanQuery[] | undefined {
  const [cited] = citedVideos(before);
  const moments = rules.plan.filter((query) => query.query === 'moments');
  if (ofOne.test(question) && cited !== undefined && moments.length <= 1) {
    const isOfVideo =
      /\b(views?|likes?|comments?|shares?|saves?|velocity|score|old|published|posted|who|when|channel|made|perform\w*|doing)\b/i;
    if (isOfVideo.test(question)) return [{ query: 'video', video: cited }];
  }
  const isShort = question.split(/\s+/).length <= 8;
  // “And Penny?” narrows what was asked; after facts of another channel it asks for those of this one.
  const isNarrowing =
    rules.plan.every(({ query }) => query === 'channel' || query === 'moments') &&
    before.plan.some(({ query }) => query !== 'channel' && query !== 'video');
  if ((!rules.isRecognised || isNarrowing) && goesOn.test(question) && isShort) {
    const text = moments[0]?.text;
    return before.plan.map((query) => changed(query, rules.scope, text));
  }
  if (!ofThose.test(question)) return undefined;
  const text = textOf(before.plan);
  if (text === undefined) return undefined;
  const plan = rules.plan.map((query): PlanQuery => {
    if (query.query !== 'count' && query.query !== 'topVideos') return query;
    return query.text === undefined ? { ...query, text } : query;
  });
  return plan.length === 0 ? undefined : plan.slice(0, maxPlanQueries);
}

function changed(query: PlanQuery, scope: AskScope, text: string | undefined): PlanQuery {
  switch (query.query) {
    case 'moments':
      return { ...query, ...scope, ...(text !== undefined && { text }) };
    case 'count':
    case 'topVideos':
      return {
        ...{ ...query, ...scope },
        ...(text !== undefined && query.text !== undefined && { text }),
      };
    case 'trends':
      return {
        ...query,
        ...scope,
        ...(text !== undefined && query.topic !== undefined && { topic: text }),
      };
    case 'shareOfVoice':
      return { ...query, ...scope };
    case 'compare':
      return text === undefined ? { ...query, ...scope } : { ...query, other: text };
    case 'channel':
    case 'video':
    case 'patterns':
      return query;
    default:
      return query satisfies never;
  }
}

function textOf(plan: readonly PlanQuery[]): string | undefined {
  for (const query of plan) {
    if ((query.query === 'moments' || query.query === 'count') && query.text) return query.text;
    if (query.query === 'topVideos' && query.text) return query.text;
    if (query.query === 'trends' && query.topic) return query.topic;
  }
  return undefined;
}

/** Videos that an answer cites, in the order of its sentences. */
function citedVideos({ sentences }: Answer): VideoId[] {
  return sentences.flatMap(({ citations }) =>
    citations.flatMap((citation) => {
      if (citation.kind === 'moment' || citation.kind === 'snapshot') return [citation.videoId];
      if (citation.kind === 'query') return citation.videos.map(({ videoId }) => videoId);
      return [];
    }),
  );
}

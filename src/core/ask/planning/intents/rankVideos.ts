import type { RankedMetric } from '../../../../contract/index.ts';
import { subjectWords } from '../questionWords.ts';
import type { Recognise } from './intent.ts';

const metrics: readonly [RegExp, RankedMetric][] = [
  [
    /\b(outliers?|outperform\w*|over-?perform\w*|stands? out|stood out|viral|breakout)\b/g,
    'outlier',
  ],
  [
    /\b(velocity|fastest(?:[- ]growing)?|views? (?:an|per|a) hour|gain\w* (?:the )?most(?: views)?|growing fastest)\b/g,
    'velocity',
  ],
  [
    /\b(?:most|least|fewest|more|highest|lowest|top|best)?[- ]?\b(saves?|saved|bookmarked|bookmarks)\b/g,
    'saves',
  ],
  [/\b(?:most|least|fewest|more|highest|lowest|top|best)?[- ]?\b(shares?|shared)\b/g, 'shares'],
  [
    /\b(?:most|least|fewest|more|highest|lowest|top|best)?[- ]?\b(comments?|commented|discussed)\b/g,
    'comments',
  ],
  [/\b(?:most|least|fewest|more|highest|lowest|top|best)?[- ]?\b(likes?|liked|loved)\b/g, 'likes'],
  [
    /\b(?:most|least|fewest|more|highest|lowest|top|best)?[- ]?\b(views?|viewed|watched|seen|popular|plays|performing|successful)\b/g,
    'views',
  ],
];

const superlative =
  /\b(most|least|fewest|highest|lowest|top|best|biggest|largest|fastest|worst|more|outliers?|outperform\w*|over-?perform\w*|stands? out|stood out|viral|breakout|popular)\b/;

export const topVideos: Recognise = ({ text, scope }) => {
  if (!superlative.test(text)) return undefined;
  const found = metrics.find(([pattern]) => text.search(pattern) !== -1);
  const isPlain = /\b(top|best|most popular|biggest)\s+(?:\d+\s+)?(videos?|clips?|posts?)\b/.test(
    text,
  );
  if (found === undefined && !isPlain) return undefined;
  const [pattern, by] = found ?? [/$^/g, 'views' as const];
  const order = /\b(least|fewest|lowest|worst|flopped|flops?)\b/.test(text) ? 'least' : 'most';
  const wanted = Number(/\b(?:top|the|best)\s+(\d{1,2})\b/.exec(text)?.[1] ?? 3);
  const isOne =
    /\b(?:which|what) (?:is the )?(?:single )?(?:video|clip|one|post) (?:has|had|is|got|was)\b|\bwhat is the most\b/.test(
      text,
    );
  const rest = text
    .replace(pattern, ' ')
    .replace(
      /\b(top|best|most|least|fewest|highest|lowest|biggest|largest|fastest|worst|popular)\b/g,
      ' ',
    )
    .replace(
      /\b(has|have|had|got|were|was|are|rank\w*|sort\w*|by|growing|grew|grow|grown|average|usual|an hour|per hour|a day|their channels?|its channel|channels?)\b/g,
      ' ',
    )
    .replace(/\b\d{1,2}\b/g, ' ');
  const limit = Math.min(20, Math.max(1, isOne ? 1 : wanted));
  return { queries: [{ query: 'topVideos', by, order, limit, ...scope }], rest, takesText: true };
};

/** “Latest videos”, “which videos were published in July”: by the time of publication. */
export const newestVideos: Recognise = ({ text, scope }) => {
  const isRanked =
    /\b(latest|newest|most recent|oldest|earliest|first)\s+(?:\d+\s+)?(videos?|clips?|posts?|uploads?)\b/.test(
      text,
    );
  const isListed =
    /^(?:which|what|list|show|all)\b.*\b(videos?|clips?|posts?)\b/.test(text) &&
    subjectWords(text.replace(/\ball\b/g, ' ')).length === 0;
  if (!isRanked && !isListed) return undefined;
  const order = /\b(oldest|earliest|first)\b/.test(text) ? 'least' : 'most';
  const rest = text.replace(
    /\b(latest|newest|most|recent|oldest|earliest|first|all|uploads?|\d{1,2})\b/g,
    ' ',
  );
  return {
    queries: [{ query: 'topVideos', by: 'published', order, limit: 5, ...scope }],
    ...{ rest, takesText: true },
  };
};

const countsOf: Readonly<Record<string, RankedMetric>> = {
  ...{ views: 'views', people: 'views', viewers: 'views', times: 'views' },
  ...{ likes: 'likes', comments: 'comments', shares: 'shares', saves: 'saves' },
};

/** “How many people watched the onion video?”: the counts of the videos that name something. */
export const countsOfVideos: Recognise = ({ text, scope, channels }) => {
  const asked =
    /\bhow (?:many|much) (views|likes|comments|shares|saves|people|viewers|times)\b/.exec(text);
  const by = countsOf[asked?.[1] ?? ''];
  const isOfVideo =
    /\b(videos?|clips?|posts?)\b.*\b(ha(?:s|ve|d)|get|gets|got)\b|\b(?:ha(?:s|ve|d)|did|does|do)\b.*\b(videos?|clips?|posts?)\b|\b(watched|viewed|saw|seen|liked|shared|saved)\b/.test(
      text,
    );
  const isText = /\b(mention\w*|say|says|about|contain\w*|name)\b/.test(text);
  if (asked === null || by === undefined || !isOfVideo || isText || channels.length > 0)
    return undefined;
  const rest = text
    .replace(asked[0], ' ')
    .replace(
      /\b(watched|viewed|saw|seen|liked|shared|saved|get|gets|got|total|altogether)\b/g,
      ' ',
    );
  if (subjectWords(rest).length === 0) return undefined;
  return {
    queries: [{ query: 'topVideos', by, order: 'most', limit: 3, ...scope }],
    ...{ rest, takesText: true },
  };
};

import type {
  AskScope,
  HookRule,
  PlanQuery,
  RankedMetric,
  VoiceKind,
} from '../../../contract/index.ts';
import { subjectWords } from './questionWords.ts';

/** A question, in part, of which its names, period and filters have been taken away. */
export interface AskedPart {
  /** In lower case. */
  text: string;
  scope: AskScope;
  channels: readonly string[];
}

/** A query that a part of a question asks for, and the words that said so. */
export interface Intent {
  queries: PlanQuery[];
  /** What it is about, with the words of the intent taken away. */
  rest: string;
  /** True: what is left names a subject and belongs to the query, which has it as its text. */
  takesText?: boolean;
}

type Recognise = (part: AskedPart) => Intent | undefined;

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

const topVideos: Recognise = ({ text, scope }) => {
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
const newestVideos: Recognise = ({ text, scope }) => {
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
const countsOfVideos: Recognise = ({ text, scope, channels }) => {
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

const countable: readonly [RegExp, Extract<PlanQuery, { query: 'count' }>['of']][] = [
  [/\b(channels?|creators?|accounts?|authors?)\b/, 'channels'],
  [/\bcomments?\b/, 'comments'],
  [/\bplatforms?\b/, 'platforms'],
  [/\blanguages?\b/, 'languages'],
  [/\b(videos?|clips?|posts?|records?|tiktoks|reels|times|people|mentions?)\b/, 'videos'],
];

const count: Recognise = ({ text, scope }) => {
  const asked = /\b(how many|number of|count of|count the|how often)\b/.exec(text);
  if (asked === null) return undefined;
  const after = text.slice(asked.index + asked[0].length);
  // What is counted stands right behind: “how many videos have comments about …”.
  const near = after.split(/\s+/).slice(0, 4).join(' ');
  const found = countable
    .map(([pattern, of]) => ({ of, at: near.search(pattern), pattern }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at)[0];
  if (found === undefined && asked[0] !== 'how often') return undefined;
  const of = found?.of ?? 'videos';
  const rest = text
    .replace(asked[0], ' ')
    .replace(found?.pattern ?? /$^/, ' ')
    .replace(
      /\b(are there|there are|do i have|do we have|have|has|had|contain\w*|published|posted|publish|released|made|uploaded|out|appeared|were|was|is there|different|all|stored|total|known|exist\w*|cover\w*)\b/g,
      ' ',
    );
  return { queries: [{ query: 'count', of, ...scope }], rest, takesText: true };
};

const voiceKinds: readonly [RegExp, VoiceKind][] = [
  [/\b(products?|brands?)\b/, 'product'],
  [/\b(sounds?|songs?|music|audio|track)\b/, 'sound'],
  [/\b(hash)?tags?\b/, 'tag'],
  [/\b(channels?|creators?|who|accounts?)\b/, 'channel'],
];

const shareOfVoice: Recognise = ({ text, scope }) => {
  const isAsked =
    /\bshares? of (voice|mentions|views|videos)\b|\bdominat\w*\b/.test(text) ||
    /\b(which|what|who)\b.*\b(channels?|creators?|products?|brands?|sounds?|songs?|hashtags?|tags?|who)\b.*\b(most|often|oftenest)\b/.test(
      text,
    ) ||
    /\bmost[- ](used|mentioned|common|frequent|tagged)\b.*\b(products?|brands?|sounds?|songs?|hashtags?|tags?|channels?|creators?)\b/.test(
      text,
    ) ||
    /\bwho (posts?|publish\w*|posted) (the )?most\b/.test(text);
  if (!isAsked) return undefined;
  const by = voiceKinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'channel';
  const order = /\b(most|by) (views|viewed|watched|popular)\b/.test(text) ? 'views' : 'mentions';
  return { queries: [{ query: 'shareOfVoice', by, order, ...scope }], rest: '' };
};

const hookPatterns: readonly [RegExp, HookRule][] = [
  [/\bquestions?\b/, 'question'],
  [/\bhow[- ]tos?\b/, 'how-to'],
  [/\bnumbers?\b/, 'number'],
  [/\bcontrasts?\b/, 'contrast'],
  [/\bconfessions?\b/, 'confession'],
  [/\bcommands?\b/, 'command'],
  [/\bpromises?\b/, 'promise'],
  [/\bstor(y|ies)\b/, 'story'],
  [/\bsurprises?\b/, 'surprise'],
  [/\bnegations?\b/, 'negation'],
  [/\burgency\b/, 'urgency'],
  [/\bsecond[- ]person\b/, 'second-person'],
  [/\b(point[- ]of[- ]view|pov)\b/, 'point-of-view'],
];

const patterns: Recognise = ({ text }) => {
  const isAsked =
    /\bhook\s*(patterns?|types?|styles?|kinds?)\b/.test(text) ||
    /\b(hooks?|openings?|openers?|opening lines?|intros?)\b.*\b(works?|working|best|better|perform\w*|effective|record|worse|worst)\b/.test(
      text,
    ) ||
    /\b(best|effective|winning|worst)\b.*\b(hooks?|openings?|openers?|intros?)\b/.test(text) ||
    /\b(open|opens|opening|start|starts|begin|begins) with\b.*\b(better|more views|perform|work)\b/.test(
      text,
    ) ||
    /\bways? to open\b/.test(text);
  if (!isAsked) return undefined;
  const pattern = hookPatterns.find(([word]) => word.test(text))?.[1];
  return { queries: [{ query: 'patterns', ...(pattern !== undefined && { pattern }) }], rest: '' };
};

const trendWords =
  /\b(trends?|trending|rising|rises?|rose|emerg\w*|taking off|bursts?|bursting|fad(?:e|es|ed|ing)|falling|falls|declin\w*|dying|growing|grows|gaining|hot|topics?)\b/g;

const trends: Recognise = ({ text, scope }) => {
  if (
    !/\b(trends?|trending|rising|rises?|emerg\w*|taking off|bursts?|bursting|fading|fades?|declin\w*|growing|gaining|hot (topics?|right now)|dying)\b/.test(
      text,
    )
  ) {
    return undefined;
  }
  // “The fastest growing video” and “a rise in my skin care costs” are about something else.
  if (/\b(videos?|clips?)\b.*\b(growing|gaining)\b|\bfastest\b/.test(text)) return undefined;
  const direction = /\b(fad\w*|falling|falls|declin\w*|dying)\b/.test(text)
    ? 'fading'
    : /\b(rising|rises?|emerg\w*|taking off|bursts?|bursting|growing|gaining|trending|trends?|hot)\b/.test(
          text,
        )
      ? 'rising'
      : 'all';
  const { publishedAfterMs: _, publishedBeforeMs: __, channel: ___, ...wide } = scope;
  const rest = text
    .replace(trendWords, ' ')
    .replace(
      /\b(right now|now|currently|today|since when|moment|lately|recently|these days|popular\w*|up|down|new|still|interest)\b/g,
      ' ',
    );
  const topic = subjectWords(rest).join(' ');
  const about = topic === '' ? {} : { topic };
  return {
    queries: [
      {
        query: 'trends',
        direction: topic === '' ? direction : 'all',
        windowDays: 28,
        ...about,
        ...wide,
      },
    ],
    rest: topic,
  };
};

const channelFacts: Recognise = ({ text, channels }) => {
  const [name] = channels;
  if (name === undefined || channels.length !== 1) return undefined;
  const isAsked =
    /\b(followers?|median|usual|usually|average|typical|how (is|does|did|well)|who is|tell me about|facts?|perform\w*|statistics|stats|doing)\b/.test(
      text,
    ) ||
    /\bhow many (views|likes)\b/.test(text) ||
    subjectWords(text).length === 0;
  const isSaid =
    /\b(say|says|said|saying|talk\w*|mention\w*|think|advice|recommend\w*|which|what videos?)\b/.test(
      text,
    );
  if (!isAsked || isSaid) return undefined;
  return { queries: [{ query: 'channel', name }], rest: '' };
};

/** “Do cat videos perform better than …”: no part of what is compared. */
const sideVerbs = /\b(perform\w*|fare|rank|work|viewed|watched|liked|get|have)\b/g;

const compare: Recognise = ({ text, scope, channels }) => {
  const isAsked =
    /\bcompar\w*|\b(?:more|better|preferred|popular)\b[^,:]*[,:].* or |\bvs\b|\bversus\b|\bdifference between\b|\b(more|better|fewer|less|worse)\b.*\bthan\b/.test(
      text,
    );
  if (!isAsked) return undefined;
  const { channel: _, ...others } = scope;
  const [first, second] = channels;
  if (first !== undefined && second !== undefined) {
    return { queries: [{ query: 'compare', one: first, other: second, ...others }], rest: '' };
  }
  const alternatives = /\b(?:more|better|preferred|popular)\b[^,:]*[,:]\s*(.+?)\s+or\s+(.+)$/.exec(
    text,
  );
  const sides =
    alternatives ??
    /\b(?:compare|difference between|between)\s+(.+?)\s+(?:and|with|to|vs\.?|versus|against)\s+(.+)$/.exec(
      text,
    ) ??
    /^(.+?)\s+(?:vs\.?|versus)\s+(.+)$/.exec(text) ??
    /\b(?:is|are|do|does|get|gets)\s+(.+?)\s+(?:more|better|fewer|less|worse)\b.*\bthan\s+(.+)$/.exec(
      text,
    );
  const [one, other] = [sides?.[1], sides?.[2]].map((side) =>
    subjectWords((side ?? '').replace(sideVerbs, ' ')).join(' '),
  );
  if (one === undefined || other === undefined || one === '' || other === '') return undefined;
  return { queries: [{ query: 'compare', one, other, ...others }], rest: '' };
};

/** In the order in which they are tried; the first that recognises a part has it. */
export const intents: readonly Recognise[] = [
  compare,
  patterns,
  shareOfVoice,
  countsOfVideos,
  count,
  topVideos,
  newestVideos,
  trends,
  channelFacts,
];

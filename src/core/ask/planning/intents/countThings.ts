import type { PlanQuery } from '../../../../contract/index.ts';
import type { Recognise } from './intent.ts';

const countable: readonly [RegExp, Extract<PlanQuery, { query: 'count' }>['of']][] = [
  [/\b(channels?|creators?|accounts?|authors?)\b/, 'channels'],
  [/\bcomments?\b/, 'comments'],
  [/\bplatforms?\b/, 'platforms'],
  [/\blanguages?\b/, 'languages'],
  [/\b(videos?|clips?|posts?|records?|tiktoks|reels|times|people|mentions?)\b/, 'videos'],
];

export const countThings: Recognise = ({ text, scope }) => {
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

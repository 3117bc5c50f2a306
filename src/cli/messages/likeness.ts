import { counted, whole } from './numbers.ts';

/** Reposts, saved searches and moments like another: descriptions of commands and what they print. */
export const likenessMessages = {
  duplicates: {
    duplicates: 'list and find reposts and near-duplicates',
    list: 'list groups of reposts, the largest first (default)',
    find: 'find reposts now',
    group: (id: string, videos: number, percent: number, by: readonly string[]) =>
      `${id}  ${counted(videos, 'video')}, ${percent} % alike by ${by.join(' and ')}`,
    undated: 'no date',
    first: 'published first',
    notFoundYet: 'Not looked for yet. Find reposts with: trendroom duplicates find',
    basis: (groups: number, compared: number) =>
      `${counted(groups, 'group')} among ${counted(compared, 'video')} compared.`,
    withoutPrints: (videos: number) =>
      `${whole(videos)} not compared yet, or their file is missing. Compare them with: trendroom duplicates find`,
  },
  searches: {
    searches: 'saved searches and what is new to them',
    list: 'list saved searches with how many new videos match (default)',
    save: 'save a search with its filters under a name',
    run: 'run a saved search; what is new counts as seen from then on',
    rename: 'rename a saved search',
    remove: 'remove a saved search',
    name: 'name, 100 characters at most',
    which: 'name of a saved search, its id, or a unique prefix of the id',
    noSuchName: 'No saved search has so long a name.',
    onlyNew: 'only videos that came since it was last looked at',
    none: 'No saved searches. Save one with: trendroom searches save NAME QUERY',
    new: (videos: number) => (videos === 0 ? 'nothing new' : `${counted(videos, 'new video')}`),
    removed: (name: string) => `Removed: ${name}`,
  },
  like: {
    option: 'moments like this one instead of a query, such as 3f2a@12.5',
    expected: 'Expected a video and seconds, such as 3f2a@12.5.',
    missingQuery: "missing required argument 'query'",
    noQuery: 'give a query or --like, not both',
    noText: 'Nothing is said or shown in this video that others could be like.',
    quote: (quote: string) => `like: “${quote}”`,
  },
};

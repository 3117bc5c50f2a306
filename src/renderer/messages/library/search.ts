import { counted } from '../numbers.ts';

/** Search: the query, its results, and what a result says of itself. */
export const searchMessages = {
  searchStart: {
    recent: 'Recent',
    suggestions: 'Similar to your newest videos',
    anyOrder: 'Words in any order, and moments with a similar meaning',
    phrase: 'An exact phrase',
    exclude: 'Exclude a word',
    title: 'Find the moment something is said or shown',
    explanation: 'Results appear as you type. Search runs on this computer and works offline.',
    empty: 'Nothing to search yet',
    emptyExplanation: 'Add videos to the library, then search everything they say and show.',
    clear: 'Clear',
  },
  searchBar: {
    writeDrafts: 'Draft hooks on this',
    withoutServer: 'Searched with the model on this computer:',
    best: (count: number) => `Top ${count} moments`,
    moments: (count: number) => counted(count, 'moment'),
    byWords: (count: number) => `${counted(count, 'moment')} by words, searching by meaning…`,
  },
  like: {
    chip: (quote: string | undefined) =>
      quote === undefined ? 'Like a moment' : `Like: “${quote}”`,
    remove: (label: string) => `Remove ${label}`,
    more: 'More like this',
    moreMoment: 'More like this moment',
  },
  savedSearches: {
    title: 'Saved searches',
    save: 'Save search',
    saveKey: 'Ctrl S',
    saveTitle: 'Save this search',
    renameTitle: 'Rename the saved search',
    explanation:
      'The words and all filters are kept. When new videos match, their number is shown beside Search.',
    new: (videos: number) => `${videos.toLocaleString('en')} new`,
    newVideo: 'New',
    more: (name: string) => `More for ${name}`,
    rename: 'Rename…',
    removed: (name: string) => `“${name}” removed`,
    notRemoved: 'Not removed',
    saved: (name: string) => `Saved as “${name}”`,
  },
  nothingFound: {
    title: 'No moments found',
    clearFilters: 'Search without filters',
    clearQuotes: 'Search without quotation marks',
    filters: 'The filters exclude every matching moment.',
    onlyExcluded: 'Add a word to look for. A search with only excluded words finds nothing.',
    phrase: 'A phrase in quotation marks must match word for word.',
    other: 'Try fewer or different words, or add more videos.',
  },
  kindToggles: {
    label: 'Types of text',
  },
  teamMoments: {
    label: 'Only with the team',
    title: 'Only with the team',
    offline:
      'The team database could not be searched. These are keyword matches from the last sync.',
    nothing: 'Nothing that is not already in this library.',
    team: 'Team',
  },
  momentPane: {
    noFile: 'No file in the library',
    noFileExplanation: 'Open the video to add its file.',
    label: 'Selected moment',
    foundBy: (match: string) => `Matched by ${match}`,
  },
  hitLabels: {
    speech: 'Speech',
    screen: 'On screen',
    title: 'Title',
    picture: 'Picture',
    comment: 'Comments',
    watermark: 'Watermark',
    seen: 'Seen',
    wholeVideo: 'Whole video',
    wordsAndMeaning: 'Words and meaning',
    words: 'Words',
    meaning: 'Meaning',
  },
  momentRow: {
    foundBy: 'Matched by',
    in: 'In',
  },
  momentList: {
    label: 'Moments',
    showMore: 'Show more',
  },
  resultsSkeleton: {
    searching: 'Searching',
  },
  searchScreen: {
    title: 'Search',
  },
  wordsOnly: {
    notLoaded: 'Keyword search only: the embedding model is not available right now.',
    searchAgain: 'Search again',
    notInstalled: 'Keyword search only. To search by meaning too, install an embedding model on',
    models: 'Models',
  },
};

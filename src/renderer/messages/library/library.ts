import { counted, whole } from '../numbers.ts';

/**
 * The library: list, filters, selection, collections, first start, and tasks for the team’s
 * servers.
 */
export const libraryMessages = {
  libraryScreen: {
    collectionGone: 'Collection not found',
    showLibrary: 'Show the whole library',
    collectionGoneExplanation:
      'It was removed by you or a teammate. Its videos are still in the library.',
    emptyCollection: 'This collection is empty',
    emptyCollectionExplanation: 'Select videos in the library and press C to add them.',
    noMatch: 'No matching videos',
    clear: 'Clear text and filters',
    noMatchExplanation: 'Relax a filter, or use the search above to find what is said in videos.',
  },
  useObserveCounts: {
    observed: (count: number) => `${count} updated`,
    skipped: (count: number) => `${count} without a link`,
    failed: (count: number) => `${count} failed`,
    nothing: 'nothing to update',
    summary: (results: string) => `Metrics: ${results}`,
    error: 'Metrics could not be updated',
  },
  removeDialog: {
    removedOne: 'Video removed',
    removedMany: (count: number) => `${count} videos removed`,
    freed: (size: string) => `${size} freed`,
    notRemoved: 'Not removed',
    partly: (removed: number, left: number) => `${removed} removed, ${left} left`,
    thisVideo: 'this video',
    title: (videos: string) => `Remove ${videos}?`,
    explanation:
      'The transcript, frames, metrics and the library’s copy of the file are permanently deleted. An original kept in its own folder is not deleted.',
    remove: (videos: string) => `Remove ${videos}`,
    removing: 'Removing videos',
  },
  selectionBar: {
    label: 'Selected videos',
    selected: (count: number) => `${whole(count)} selected`,
    addToCollection: 'Add to collection…',
    removeFromCollection: 'Remove from collection',
    observe: 'Update metrics',
    observing: (done: number, all: number) => `Updating ${done} of ${all}`,
    offline: 'Metrics need a network connection',
    remove: 'Remove…',
    clear: 'Clear selection',
    esc: 'Esc',
  },
  starterModels: {
    label: 'Starter models',
    explanation: (models: number, size: string) =>
      models === 1
        ? `One small model is installed first (${size}). Setup accepts its licence:`
        : `${models} small models are installed first (${size} in total). Setup accepts their licences:`,
    notInstalled: 'Not installed',
  },
  firstRun: {
    title: 'Study what is said and shown in short videos, and when',
    explanation:
      'Trendroom transcribes videos word by word, reads on-screen text, finds moments by meaning, and drafts hooks that cite them. Everything runs on this computer.',
    addSamples: 'Add the sample library',
    setUp: 'Set up with the sample library',
    offline: 'Offline mode is on. Turn it off in Settings to download the models.',
    otherWays: 'You can also drop files and folders anywhere on this window, or paste links.',
    failed: (count: number) => `${counted(count, 'video')} could not be ingested.`,
    seeQueue: 'See why in the queue',
  },
  firstIngest: {
    title: 'Ingesting your first videos',
    showQueue: 'Show the queue',
    explanation: 'Videos appear here one by one. You can open them before they finish.',
    progress: 'Progress of the first videos',
    active: (count: number) => `${count} running or waiting`,
    left: (duration: string) => `${duration} left`,
  },
  filterForm: {
    anyCollection: 'Any collection',
    anyChannel: 'Any channel',
    anyPlatform: 'Any platform',
    anyLanguage: 'Any language',
    shows: 'Shows',
    showsAnything: 'Anything',
    publishedFrom: 'Published from',
    publishedTo: 'Published to',
    minSeconds: 'Min. length (seconds)',
    maxSeconds: 'Max. length (seconds)',
    minViews: 'Min. views',
    speech: 'Speech',
    any: 'Any',
    with: 'With',
    without: 'Without',
    reposts: 'Reposts',
    repostsAll: 'All',
    repostsHide: 'Hide',
    repostsOnly: 'Only',
  },
  filterChips: {
    shows: (thing: string) => `Shows ${thing}`,
    remove: (filter: string) => `Remove filter ${filter}`,
    clear: 'Clear',
    from: (day: string) => `From ${day}`,
    to: (day: string) => `To ${day}`,
    minViews: (count: string) => `${count}+ views`,
    minLength: (length: string) => `${length} or longer`,
    maxLength: (length: string) => `${length} or shorter`,
    withSpeech: 'With speech',
    withoutSpeech: 'Without speech',
    reposts: { only: 'Reposts only', hide: 'Reposts hidden' },
  },
  libraryToolbar: {
    added: 'Added',
    outlier: 'Outlier score',
    velocity: 'Velocity',
    customOrder: 'Custom order',
    grid: 'Grid',
    table: 'Table',
    filterLabel: 'Filter by title or channel',
    filterPlaceholder: 'Title or channel',
    sortBy: 'Sort by',
    descending: 'Sort descending',
    ascending: 'Sort ascending',
    view: 'View',
  },
  numberField: {
    any: 'Any',
  },
  videoMark: {
    select: (title: string) => `Select ${title}`,
  },
  videoCard: {
    noFile: 'No file',
    reposts: (count: number) =>
      count === 1 ? 'One copy of it in the library' : `${whole(count)} copies of it in the library`,
    views: (count: string) => `${count} views`,
  },
  videoTable: {
    videos: 'Videos',
  },
  useSelectRange: {
    firstOnly: (limit: number) => `Only the first ${whole(limit)} are selected`,
  },
  ingestBadge: {
    incomplete: 'Incomplete',
    ingesting: (percent: number) => `Ingesting ${percent}%`,
  },
  tableColumns: {
    added: 'Added',
    velocity: 'Views/h',
    outlier: 'Outlier',
  },
  draftsFields: {
    topic: 'Topic',
    topicExample: 'What the hooks are about',
    audience: 'Audience',
    audienceExample: 'Who the hooks are for (optional)',
    tone: 'Tone',
    toneExample: 'Such as dry, warm, urgent',
    maxWords: 'Max. words',
    variants: 'Number of drafts',
  },
  planFacts: {
    requests: 'Requests',
    sent: 'Sent',
    cost: 'Cost',
    about: (cost: string) => `about ${cost}`,
    skipped: 'Skipped',
    notApproved: (server: string, data: string) =>
      `You have not approved sending data to ${server} yet. It receives ${data}. Starting approves this; you can withdraw it later under Team, Servers.`,
    nothingMissing: 'Nothing to do: everything is up to date.',
    firstRequest: 'First request, as sent',
  },
  useWork: {
    started: (batch: string) => `${batch}: started`,
  },
  workButton: {
    label: 'Run on team servers…',
  },
  workDialog: {
    title: 'Run on the team’s servers',
    draftsExplanation:
      'Many hooks for one brief, each starting from a different moment in the library.',
    explanation: (videos: number) =>
      `For ${videos === 1 ? 'the selected video' : `${whole(videos)} selected videos`}. Only missing data is requested, and results are saved as they arrive.`,
    starting: 'Starting…',
    approveAndStart: 'Approve and start',
    start: 'Start',
    task: 'Task',
  },
  draftsRequest: {
    variantsRange: (max: number) => `Enter a whole number from 1 to ${whole(max)}.`,
  },
  workLabels: {
    transcribe: 'Transcribe',
    describe: 'Describe pictures',
    embed: 'Embed',
    drafts: 'Draft hooks',
    transcript: 'Transcript',
    descriptions: 'Picture descriptions',
    embeddings: 'Embeddings',
    draftsMade: 'Drafts',
    ofVideos: (videos: number) => ` of ${counted(videos, 'video')}`,
    asked: (items: number, thing: string, of: string, rows: number) =>
      `${counted(items, thing)}${of}, in ${counted(rows, 'request')}`,
    things: { transcribe: 'video', describe: 'picture', embed: 'text', drafts: 'draft' },
    pictures: (count: number) => counted(count, 'picture'),
    text: (characters: number, tokens: number) =>
      `${counted(characters, 'character')} of text (about ${whole(tokens)} tokens)`,
    audio: (duration: string) => `${duration} of audio`,
  },
  collectionForm: {
    create: 'New collection',
    edit: 'Edit collection',
    note: 'Note',
    noteExample: 'What the collection is for',
  },
  addToCollection: {
    theVideo: 'the video',
    title: 'Add to a collection',
    collections: 'Collections',
    find: 'Find a collection',
    createKeywords: 'new collection',
    create: 'New collection…',
    noneSelected:
      'No videos selected. Press Space to select videos, or create an empty collection.',
    where: (videos: string) =>
      `Choose where to add ${videos}. A video can be in several collections.`,
  },
  collectionsMenu: {
    collections: 'Collections',
    create: 'New collection…',
  },
  collectionHeader: {
    remote: (count: number) => `${whole(count)} more with the team`,
    more: 'More actions for the collection',
    rename: 'Rename or edit note…',
    remove: 'Remove collection',
    showLibrary: 'Show the whole library',
  },
  useCollections: {
    added: (videos: number, collection: string) =>
      `${counted(videos, 'video')} added to ${collection}`,
    known: (videos: number) => `${counted(videos, 'video')} already in the collection.`,
    notAdded: 'Not added',
    removedVideos: (videos: number, collection: string) =>
      `${counted(videos, 'video')} removed from ${collection}`,
    notUndone: 'Undo failed',
    videosNotRemoved: 'Not removed from the collection',
    removed: (collection: string) => `${collection} removed. Its videos stay in the library.`,
    notRestored: 'Undo failed',
    notRemoved: 'Collection not removed',
    notMoved: 'Not moved',
  },
  remoteVideosDialog: {
    title: 'Videos with the team',
    explanation:
      'These videos are in the collection, but their files are on teammates’ computers. Add the same file to have it here too.',
    label: 'Videos with the team',
    untitled: 'Untitled',
    theVideo: 'the video',
    remove: (title: string) => `Remove ${title} from the collection`,
  },
  tableHeader: {
    selected: 'Selected',
    picture: 'Picture',
  },
};

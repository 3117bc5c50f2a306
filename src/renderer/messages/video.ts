import { counted, whole } from './numbers.ts';

/** A video: player, transcript, on-screen text, pictures, details; and the player of one moment. */
export const videoMessages = {
  picturesPanel: {
    label: 'Picture descriptions',
    by: (time: string) => `${time}, by`,
  },
  transcriptMaker: {
    transcribed: 'Transcribed',
    captionFile: 'From a caption file',
    embeddedCaptions: 'From embedded captions',
    imported: 'Imported',
    byModel: (model: string) => `By ${model}`,
  },
  transcriptTools: {
    find: 'Find in the transcript',
    found: (count: number, all: number) => `${count} of ${all}`,
    copy: 'Copy the transcript',
    copyFound: 'Copy the matches',
    transcript: 'Transcript',
    matches: 'Matches',
  },
  earlierTranscripts: {
    open: 'Earlier transcripts',
    explanation:
      'These transcripts were replaced by newer ones. Restoring one keeps the current one in this list.',
    sentences: (count: number) => counted(count, 'sentence'),
    until: (when: string, sentences: string) => `until ${when}, ${sentences}`,
    hide: 'Hide',
    read: 'Read',
    restore: 'Restore',
    text: 'Text of the transcript',
  },
  onScreenPanel: {
    none: 'No on-screen text found',
    audioOnly: 'No video track',
    notRead: 'Not read yet',
    notReadExplanation: 'On-screen text appears here once it has been read.',
    label: 'On-screen text',
    confidence: (percent: number) => `OCR confidence ${percent} %`,
  },
  restoreTranscript: {
    restored: 'Earlier transcript restored',
    notRestored: 'The transcript was not restored',
  },
  followedList: {
    follow: 'Follow',
  },
  transcriptSegment: {
    moreLikeThis: 'More like this moment (Shift M)',
    goTo: (time: string) => `Go to ${time}`,
  },
  transcriptPanel: {
    noSpeech: 'No speech in this video',
    notTranscribed: 'Not transcribed yet',
    noSpeechExplanation: 'See On screen for text shown in the picture.',
    notTranscribedExplanation: 'The transcript appears here once the speech has been transcribed.',
    notFound: (text: string) => `“${text}” is not said in this video.`,
    label: 'Transcript',
  },
  videoScreen: {
    video: 'Video',
  },
  copyText: {
    copied: (what: string) => `${what} copied.`,
    notCopied: (what: string) => `${what} not copied`,
  },
  panels: {
    transcript: 'Transcript',
    notes: 'Notes',
    screen: 'On screen',
    pictures: 'Pictures',
    details: 'Details',
    label: 'About the video',
  },
  removeDialog: {
    removed: (size: string) => `Removed. ${size} freed.`,
    title: 'Remove this video?',
    keepsOriginal: 'The transcript and pictures are deleted. The original file is not.',
    deletesFile:
      'The file, transcript and pictures are deleted from the library, along with drafts based only on this video.',
  },
  playerColumn: {
    player: 'Player',
  },
  notes: {
    label: 'Notes',
    add: 'Add a note',
    none: 'No notes yet',
    noneExplanation:
      'A note is at the moment that is shown, or over the span from I to O. N writes one.',
    span: (from: string, to: string) => `${from} – ${to}`,
    goTo: (place: string) => `Go to ${place}`,
    noteAt: (place: string) => `Note at ${place}`,
    remove: (place: string) => `Remove the note at ${place}`,
    removed: 'Note removed',
    notRemoved: 'The note was not removed',
    notRestored: 'The note was not brought back',
  },
  playerActions: {
    inAt: (time: string, seconds: number | undefined) =>
      seconds === undefined ? `In at ${time}` : `In at ${time}, span of ${seconds.toFixed(1)} s`,
    outAt: (time: string, seconds: number | undefined) =>
      seconds === undefined ? `Out at ${time}` : `Out at ${time}, span of ${seconds.toFixed(1)} s`,
    noIn: 'There is no in mark',
    noOut: 'There is no out mark',
    marksCleared: 'Marks cleared',
    looping: 'Loop on',
    notLooping: 'Loop off',
    speed: (speed: number) => (speed < 0 ? `${-speed} times, backwards` : `${speed} times`),
  },
  span: {
    inMark: 'In',
    outMark: 'Out',
    span: (from: string, to: string, seconds: string) => `${from} – ${to} (${seconds} s)`,
    label: 'Marked span',
    clear: 'Clear the marks',
    loop: 'Loop the span',
    loopAll: 'Loop the video',
    shuttle: (speed: number) => (speed < 0 ? `−${-speed}×` : `${speed}×`),
  },
  videoActions: {
    srt: 'Export as SRT',
    webVtt: 'Export as WebVTT',
    text: 'Export as text',
    csv: 'Export as CSV',
    json: 'Export all as JSON',
    notExported: 'The transcript was not exported',
    actions: 'Actions',
    draftHooks: 'Draft hooks on this',
    remove: 'Remove from library…',
  },
  notFound: {
    title: 'This video is not in the library',
    goToLibrary: 'Go to the library',
    explanation: 'It was removed, or the link is from another library.',
  },
  videoProgress: {
    interrupted: 'Ingest was interrupted. Add the file again to resume.',
    failed: 'Ingest failed.',
    ingesting: (stage: string | undefined) => `Ingesting: ${stage ?? 'waiting'}`,
    progress: 'Progress of this video',
    paused: 'Ingest is paused. Partial results are shown.',
    resume: 'Resume',
    cancelled: 'Ingest was cancelled. Partial results are shown.',
    resumeCancelled: 'Resume',
  },
  shotStrip: {
    shots: 'Shots',
    shotAt: (shot: number, time: string) => `Shot ${shot} at ${time}`,
  },
  timeline: {
    timeOf: (time: string, duration: string) => `${time} of ${duration}`,
    time: 'Time',
  },
  controls: {
    previousShot: 'Previous shot',
    pause: 'Pause',
    play: 'Play',
    nextShot: 'Next shot',
    speed: 'Speed',
    leaveFullScreen: 'Exit full screen',
    fullScreen: 'Full screen',
  },
  player: {
    video: 'Video',
    audio: 'Audio',
  },
  sound: {
    unmute: 'Unmute',
    mute: 'Mute',
    volume: 'Volume',
    percent: (percent: number) => `${percent} percent`,
  },
  playerFault: {
    missing: 'The video file is missing',
    missingAdvice:
      'It was moved or deleted. Move it back, or remove this video and add its file again. The transcript and pictures still work.',
    unplayable: 'This file cannot be played',
    unplayableAdvice:
      'It is damaged or in an unsupported format. The transcript and pictures still work.',
    notReady: 'Not ready to play',
    notReadyAdvice: 'The video is still being ingested. You can play it once that is done.',
    disconnected: 'Trendroom is not responding',
    disconnectedAdvice:
      'Make sure that it is still running. Playback resumes when the connection is back.',
  },
  videoHeader: {
    back: 'Back to the library',
    views: (count: string) => `${count} views`,
  },
  detailsPanel: {
    label: 'Video details',
    details: 'Details',
  },
  observeButton: {
    notUpdated: 'Metrics could not be updated',
    updated: 'Metrics updated.',
    offline: 'Offline: metrics cannot be updated',
    updating: 'Updating…',
    update: 'Update now',
  },
  reposts: {
    title: 'Reposts and near-duplicates',
    summary: (videos: number, signs: readonly string[]) =>
      `${videos} videos with the same ${signs.join(' and ')}`,
    signs: { picture: 'pictures', sound: 'sound', text: 'text' },
    first: 'Published first',
    undated: 'no date',
    thisOne: 'this one',
    views: (count: string) => `${count} views`,
    likeness: (percent: number) => `${percent} %`,
  },
  similarVideos: {
    title: 'Similar videos',
    none: 'None yet. Similar videos are found by meaning: add more videos, and make sure an embedding model is installed.',
    similarity: (percent: number) => `${percent} % similar`,
  },
  metricPoints: {
    views: 'Views',
    likes: 'Likes',
    comments: 'Comments',
    shares: 'Shares',
    saves: 'Saves',
  },
  metricHistory: {
    title: 'Metric history',
    none: 'No metrics. They come with videos added by link, or from a metadata file next to the video.',
    noneYet: 'No metrics yet.',
    metric: 'Metric',
    one: (count: string, metric: string, day: string) =>
      `One snapshot: ${count} ${metric} on ${day}.`,
    many: (
      snapshots: number,
      firstCount: string,
      firstDay: string,
      lastCount: string,
      lastDay: string,
    ) =>
      `${snapshots} snapshots, first ${firstCount} on ${firstDay}, last ${lastCount} on ${lastDay}.`,
  },
  editableText: {
    edit: (field: string) => `Edit the ${field}`,
    required: 'Enter some text.',
    keys: 'Enter saves, Esc cancels.',
    keysMultiline: 'Enter saves, Shift Enter starts a new line, Esc cancels.',
  },
  worksOfVideo: {
    title: 'From the team’s servers',
    by: ' by ',
  },
  noFile: {
    title: 'No file in the library',
    explanation: (snapshots: string) =>
      `This video was imported: its metadata and ${snapshots} are here. With its file it can be watched, transcribed and searched by the second; what is known of it stays.`,
    add: 'Add its file…',
    file: 'File of this video',
    download: 'Download from its link',
    offline: 'Offline: the link cannot be downloaded.',
    snapshots: (count: number) => counted(count, 'metric snapshot'),
    label: 'Player',
  },
  comments: {
    title: (total: number) => `Comments (${whole(total)})`,
    likes: (likes: number) => counted(likes, 'like'),
    shown: (shown: number, total: number) =>
      `The ${whole(shown)} with most likes of ${whole(total)}.`,
  },
  facts: {
    copy: 'copied into the library',
    link: 'hard-linked into the library',
    reference: 'kept in its folder',
    tags: 'Tags',
    sound: 'Sound',
    externalId: 'ID',
    title: 'Properties',
    products: 'Products',
    linkAddress: 'Link',
    resolution: 'Resolution',
    frameRate: 'Frame rate',
    fps: (rate: number) => `${rate} fps`,
    codecs: 'Codecs',
    file: 'File',
    added: 'Added',
  },
  metricTable: {
    overTime: (metric: string) => `${metric} over time`,
    observed: 'Observed',
  },
  openingHook: {
    speech: 'Speech',
    onScreen: 'On screen',
    title: 'Opening hook (first three seconds)',
    noSpeech: 'No speech',
    noText: 'No on-screen text',
  },
  about: {
    title: 'About',
    description: 'Description',
    noDescription: 'No description',
    collections: 'Collections',
    conflict: (fields: readonly string[]) =>
      `The ${fields.join(' and the ')} ${fields.length === 1 ? 'was' : 'were'} edited on two computers at once. The newest text is shown.`,
    resolve: 'Choose',
  },
  sourceLink: {
    copy: 'Copy the link',
    link: 'Link',
  },
  playerControls: {
    position: 'Position in the moment',
    repeat: 'Repeat the moment',
    playOn: 'Keep playing after the moment',
    mute: 'Mute',
  },
  momentPlayer: {
    unplayable: 'This video cannot be played: its file is unreadable or in an unsupported format.',
    pause: 'Pause the moment',
    play: 'Play the moment',
  },
};

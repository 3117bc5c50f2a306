import { counted } from '../numbers.ts';

/** Editing of transcripts, conflicts with a later transcription, and replacing over the library. */
export const transcriptMessages = {
  edit: 'Edit this line (F2)',
  lineAt: (time: string) => `Line at ${time}`,
  keys: 'Enter saves. Shift Enter divides the line. Backspace at the beginning joins it to the line above. Esc cancels.',
  editor: 'Edit the line',
  joinAbove: 'Join to the line above',
  joinBelow: 'Join the next line to this one',
  firstWordUp: 'Move the first word to the line above',
  lastWordDown: 'Move the last word to the next line',
  endHere: 'End the line at the playhead',
  edited: 'Line edited',
  notEdited: 'The transcript was not changed',
  reverted: 'All edits taken back',
  tookHeard: 'Took what was heard',
  notUndone: 'Not undone',
  undoneInPart: (undone: number, skipped: number) =>
    `${counted(undone, 'line')} undone; ${skipped} were edited again since.`,
  isEdited: 'edited',
  allRemoved: 'All lines were removed. Earlier transcripts has what was heard.',
  heard: {
    title: 'As it was heard',
    explanation: 'before it was edited',
    revert: 'Take all edits back',
  },
  replaceAll: {
    open: 'Replace in all transcripts',
    keywords: 'replace text in all transcripts find and replace',
    title: 'Replace in all transcripts',
    explanation: 'Every place is shown first. One undo takes all of them back.',
    find: 'Find',
    with: 'Replace with',
    wholeWords: 'Whole words',
    matchCase: 'Match case',
    found: (total: number, videos: number) =>
      total === 0
        ? 'Not said in any video.'
        : `${counted(total, 'place')} in ${counted(videos, 'video')}.`,
    first: (count: number) => `The first ${count} are shown and replaced.`,
    places: 'Places',
    choose: (title: string, time: string) => `Replace in ${title} at ${time}`,
    replace: (count: number) => `Replace ${counted(count, 'place')}`,
    replaced: (places: number, videos: number) =>
      `${counted(places, 'place')} replaced in ${counted(videos, 'video')}`,
    skipped: (places: number) => `${counted(places, 'place')} not: the line changed meanwhile.`,
    notReplaced: 'Nothing was replaced',
  },
  conflicts: {
    title: (count: number) =>
      count === 1
        ? 'A newer transcription differs from an edit'
        : `A newer transcription differs from ${count} edits`,
    list: 'Conflicts',
    edited: 'Edited',
    heard: 'Heard',
    nothing: '(nothing)',
    keep: 'Keep',
    take: 'Take',
    keepEdited: (text: string, time: string) => `Keep “${text}” at ${time}`,
    takeHeard: (text: string, time: string) => `Take “${text}” at ${time}`,
  },
};

import { counted } from './numbers.ts';

/** Edits of transcripts. */
export const transcriptMessages = {
  line: 'a line of a video, by a time at which it is heard, such as 4fz8@12.5',
  expectedLine: 'Expected VIDEO@SECONDS, such as 4fz8@12.5.',
  expectedSeconds: 'Expected a number of seconds, such as 12.5.',
  expectedSide: 'Expected edited or heard.',
  noLine: 'Nothing is said in this video.',
  edit: 'change the text of a line; words that stay keep their times',
  text: 'the new text of the line; "" removes it',
  find: 'replace only this text of the line',
  split: 'split a line before the word that begins at or after the time',
  merge: 'merge a line with the next one',
  boundary: 'move the end of a line, and with it the beginning of the next',
  boundarySeconds: 'the new end, in seconds',
  heard: 'show a transcript as it was heard, before it was edited',
  notEdited: 'Not edited: the transcript is as it was heard.',
  revert: 'take all edits of a transcript back',
  reverted: 'All edits taken back.',
  conflicts: 'list where a later transcription and an edit differ',
  noConflicts: 'No conflicts.',
  sides: (edited: string, heard: string) => `  edited  ${edited}\n  heard   ${heard}`,
  resolve: 'choose the edited or the heard text of a conflict',
  conflictId: 'id of the conflict',
  take: 'which of the two',
  undo: 'undo the last change of transcripts, or the one that is named',
  changeId: 'id of the change',
  undoWith: (change: string) => `Undo: trendroom transcripts undo ${change}`,
  undone: (edits: number, videos: number) =>
    `${counted(edits, 'line')} undone in ${counted(videos, 'video')}.`,
  undoSkipped: (edits: number) => `${counted(edits, 'line')} not: edited again since.`,
  replace: 'find a text in all transcripts and show each place with its replacement',
  findText: 'plain text, no pattern',
  replaceText: 'what takes its place',
  matchCase: 'only with the same capital letters',
  wholeWords: 'only whole words',
  except: 'lines to leave as they are, as the preview names them',
  apply: 'replace all places that are shown, but for those of --except',
  found: (total: number, videos: number, chosen: number) =>
    total === 0
      ? 'Not found in any transcript.'
      : `${counted(total, 'place')} in ${counted(videos, 'video')}. Replace ${chosen}: add --apply`,
  replaced: (places: number, videos: number) =>
    `${counted(places, 'place')} replaced in ${counted(videos, 'video')}.`,
  skipped: (places: number) => `${counted(places, 'place')} not: the line changed meanwhile.`,
  more: (places: number) => `${counted(places, 'place')} more: run the command again.`,
};

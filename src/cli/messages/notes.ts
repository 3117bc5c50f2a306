/** Notes at times of videos. */
export const noteMessages = {
  notes: 'list, write, edit and remove notes at times of videos',
  list: 'list the notes of a video, or of all videos',
  video: 'id of a video, or a unique prefix (default: all videos)',
  text: 'only notes that contain this text',
  add: 'write a note',
  at: 'the video and the time in seconds, such as 4fz8@12.5, or a span: 4fz8@12.5-14',
  words: 'text of the note',
  expected: 'Expected VIDEO@SECONDS or VIDEO@SECONDS-SECONDS, such as 4fz8@12.5 or 4fz8@12.5-14.',
  edit: 'change the text of a note',
  remove: 'remove a note',
  id: 'id of the note',
  removed: 'Removed.',
  none: 'No notes. Write one: trendroom notes add VIDEO@SECONDS TEXT',
};

import type { Library } from '../db/index.ts';
import { addNote, editNote, listNotes, removeNote, resolveVideoId } from '../library/index.ts';
import { api } from './implementer.ts';

/** Notes at times of videos; a video is named by its id or the unique beginning of it. */
export function noteHandlers(library: Library) {
  const { notes } = api;
  return {
    list: notes.list.handler(({ input: { videoId, ...options } }) => ({
      notes: listNotes(library, {
        ...options,
        videoId: videoId === undefined ? undefined : resolveVideoId(library, videoId),
      }),
    })),
    add: notes.add.handler(({ input }) =>
      addNote(library, { ...input, videoId: resolveVideoId(library, input.videoId) }),
    ),
    edit: notes.edit.handler(({ input }) => editNote(library, input.noteId, input.text)),
    remove: notes.remove.handler(({ input }) => removeNote(library, input.noteId)),
  };
}

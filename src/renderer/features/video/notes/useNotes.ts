import { useQueryClient } from '@tanstack/react-query';
import type { NoteDto, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { videoMessages } from '../../../messages/video/video.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

type Place = Pick<NoteDto, 'startMs' | 'endMs' | 'text'>;

/** Writes, edits and removes notes of a video; what is removed can be brought back. */
export function useNotes(videoId: VideoId): {
  /** Rejects when it was not kept. */
  add(note: Place): Promise<void>;
  edit(note: NoteDto, text: string): Promise<void>;
  remove(note: NoteDto): Promise<void>;
} {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const change = (changed: (notes: NoteDto[]) => NoteDto[]): void => {
    const queryKey = procedures.videos.get.queryKey({ input: { videoId } });
    queryClient.setQueryData(queryKey, (video) =>
      video === undefined ? undefined : { ...video, notes: changed(video.notes) },
    );
  };
  const add = async ({ startMs, endMs, text }: Place): Promise<void> => {
    const given = { videoId, startMs, text, ...(endMs !== undefined && { endMs }) };
    const added = await client.notes.add(given);
    change((notes) => [...notes, added].toSorted((a, b) => a.startMs - b.startMs));
  };
  return {
    add,
    edit: async (note, text) => {
      const edited = await client.notes.edit({ noteId: note.id, text });
      change((notes) => notes.map((each) => (each.id === note.id ? edited : each)));
    },
    remove: async (note) => {
      try {
        await client.notes.remove({ noteId: note.id });
        change((notes) => notes.filter(({ id }) => id !== note.id));
        const undo = (): void => {
          add(note).catch((error: unknown) => toastError(error, videoMessages.notes.notRestored));
        };
        toast(videoMessages.notes.removed, { action: { label: commonMessages.undo, run: undo } });
      } catch (error) {
        toastError(error, videoMessages.notes.notRemoved);
      }
    },
  };
}

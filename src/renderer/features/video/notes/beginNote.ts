import type { VideoId } from '../../../../contract/index.ts';
import type { Playback } from '../playback/playback.ts';
import { usePlayerView } from '../playback/playerView.ts';
import { placeOfNote, useNoteDraft } from './noteDraft.ts';

/** Opens the field of a new note; playback stands still while a person writes. */
export function beginNote(playback: Playback, videoId: VideoId): void {
  playback.stop();
  usePlayerView.setState({ panel: 'notes' });
  useNoteDraft.setState(({ draft }) => {
    // One that is being written stays as it is.
    if (draft?.videoId === videoId && draft.text.trim() !== '') return {};
    const place = placeOfNote(playback.getState().marks, playback.timeMs);
    return { draft: { ...place, videoId, text: '' } };
  });
}

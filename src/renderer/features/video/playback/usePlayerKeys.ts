import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { PlayerAction, VideoDetail } from '../../../../contract/index.ts';
import { keyNamesOf, tenthOf } from '../../../client/playerKeys/keyNames.ts';
import { actionOf, usePlayerKeyMap } from '../../../client/playerKeys/usePlayerKeyMap.ts';
import { beginCoding } from '../../coding/beginCoding.ts';
import { likeAddress } from '../../player/moment.ts';
import { isReviewAction, type ReviewAction } from '../../review/reviewKeys.ts';
import { beginNote } from '../notes/beginNote.ts';
import { hasOwnKeys } from './hasOwnKeys.ts';
import { playbackActions, repeatedActions } from './playerActions.ts';
import { useFullScreen } from './useFullScreen.ts';
import { usePlayback } from './usePlayback.ts';

/** The keys of the player, wherever the focus is but in text and in widgets of their own. */
export function usePlayerKeys(video: VideoDetail | undefined): void {
  const playback = usePlayback();
  const keys = usePlayerKeyMap();
  const { toggle: toggleFullScreen } = useFullScreen();
  const [, navigate] = useLocation();
  useEffect(() => {
    // Of the line or word that has the focus, else of what plays.
    const findLike = (target: EventTarget | null): void => {
      if (video === undefined) return;
      const focused = target instanceof HTMLElement ? target.dataset.seek : undefined;
      const startMs = focused === undefined ? playback.timeMs : Number(focused);
      navigate(likeAddress({ videoId: video.id, startMs }));
    };
    const actions = playbackActions(playback, video);
    /** The code of the key of `stop` while it is held: J and L then go by a frame. */
    let heldStop: string | undefined;
    const act = (action: Exclude<PlayerAction, ReviewAction>, event: KeyboardEvent): void => {
      if (heldStop !== undefined && (action === 'backward' || action === 'forward')) {
        actions[action === 'backward' ? 'previousFrame' : 'nextFrame']();
        return;
      }
      // Held down, a key means one press, but where it leads on and on.
      if (event.repeat && !repeatedActions.has(action)) return;
      if (action === 'stop') heldStop = event.code;
      if (action === 'fullScreen') toggleFullScreen();
      else if (action === 'moreLikeThis') findLike(event.target);
      else if (action === 'addNote') {
        if (video !== undefined) beginNote(playback, video.id);
      } else if (action === 'codeSpan') {
        if (video !== undefined) beginCoding(playback, video);
      } else actions[action]();
    };
    const toTenth = (tenth: number): void => {
      const durationMs = video?.durationMs ?? playback.getState().durationMs;
      playback.seek((durationMs * tenth) / 10);
    };
    // A button that was clicked keeps the focus, yet Space then means the player.
    let ledByPointer = false;
    const onPointerDown = (): void => {
      ledByPointer = true;
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Tab' || event.key.startsWith('Arrow')) ledByPointer = false;
      // G before L is a place of the navigation, and is marked as handled there.
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const action = actionOf(keys, keyNamesOf(event));
      const tenth = tenthOf(event);
      // Those of the review bar are its own.
      if (action !== undefined && isReviewAction(action)) return;
      if ((action === undefined && tenth === undefined) || hasOwnKeys(event, ledByPointer)) return;
      event.preventDefault();
      if (action !== undefined) act(action, event);
      else if (tenth !== undefined) toTenth(tenth);
    };
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.code === heldStop) heldStop = undefined;
    };
    const onBlur = (): void => {
      heldStop = undefined;
    };
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    window.addEventListener('blur', onBlur);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
      window.removeEventListener('blur', onBlur);
    };
  }, [playback, keys, video, toggleFullScreen, navigate]);
}

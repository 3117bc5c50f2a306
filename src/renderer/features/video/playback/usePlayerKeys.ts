import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { VideoDetail } from '../../../../contract/index.ts';
import { likeAddress } from '../../player/moment.ts';
import { neighbourShotMs } from './spanAt.ts';
import { useFullScreen } from './useFullScreen.ts';
import { usePlayback } from './usePlayback.ts';

const jumpMs = 2_000;
/** When the frame rate is not known. */
const usualFrameMs = 1000 / 30;

/** The keys of the player, wherever the focus is but in text and in widgets of their own. */
export function usePlayerKeys(video: VideoDetail | undefined): void {
  const playback = usePlayback();
  const { toggle: toggleFullScreen } = useFullScreen();
  const [, navigate] = useLocation();
  useEffect(() => {
    const shots = video?.shots ?? [];
    const frameMs =
      video !== undefined && video.frameRate > 0 ? 1000 / video.frameRate : usualFrameMs;
    const toShot = (direction: 'before' | 'after'): void => {
      const startMs = neighbourShotMs(shots, playback.timeMs, direction);
      if (startMs !== undefined) playback.seek(startMs);
    };
    const keys: Record<string, () => void> = {
      ' ': () => playback.toggle(),
      j: () => playback.seek(playback.timeMs - jumpMs),
      l: () => playback.seek(playback.timeMs + jumpMs),
      ',': () => playback.step(-frameMs),
      '.': () => playback.step(frameMs),
      '[': () => toShot('before'),
      ']': () => toShot('after'),
      m: () => playback.setMuted(!playback.getState().muted),
      f: toggleFullScreen,
    };
    // Of the line or word that has the focus, else of what plays.
    const findLike = (target: EventTarget | null): void => {
      if (video === undefined) return;
      const focused = target instanceof HTMLElement ? target.dataset.seek : undefined;
      const startMs = focused === undefined ? playback.timeMs : Number(focused);
      navigate(likeAddress({ videoId: video.id, startMs }));
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
      const { target } = event;
      const act = event.key === 'M' ? () => findLike(target) : keys[event.key];
      if (act === undefined || hasOwnKeys(event, ledByPointer)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('pointerdown', onPointerDown, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [playback, video, toggleFullScreen, navigate]);
}

/**
 * Text fields and open lists take every key. Buttons and links take Space when the keyboard led
 * to them, but not those that lead to a time: Enter goes there, Space plays.
 */
function hasOwnKeys({ target, key }: KeyboardEvent, ledByPointer: boolean): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const takesAll =
    'input:not([type="range"]), textarea, select, [role="dialog"], [role="listbox"], [role="menu"]';
  if (target.closest(takesAll) !== null) return true;
  if (key !== ' ' || ledByPointer) return false;
  return target.closest('button:not([data-seek]), a, [role="tab"]') !== null;
}

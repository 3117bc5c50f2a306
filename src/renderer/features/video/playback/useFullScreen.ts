import { useCallback, useEffect, useSyncExternalStore } from 'react';

/**
 * Full screen for the whole page, in which the player then covers all else: lists and tooltips
 * lie beside the player in the page, and would not be seen over it if it alone were full.
 */
export function useFullScreen(): { full: boolean; toggle(): void } {
  const full = useSyncExternalStore(subscribe, isFull);
  const toggle = useCallback(() => {
    // Refused without a gesture of the user; nothing is lost then.
    if (isFull()) document.exitFullscreen().catch(() => {});
    else document.documentElement.requestFullscreen().catch(() => {});
  }, []);
  return { full, toggle };
}

/** Other screens are not made to be full: leaving the video leaves it. */
export function useLeaveFullScreen(): void {
  useEffect(
    () => () => {
      if (isFull()) document.exitFullscreen().catch(() => {});
    },
    [],
  );
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

function isFull(): boolean {
  return document.fullscreenElement !== null;
}

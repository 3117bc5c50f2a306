import { useSyncExternalStore } from 'react';

/** From here on texts and details have room side by side. The grid of the screen says the same. */
const wide = window.matchMedia('(min-width: 1680px)');

export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}

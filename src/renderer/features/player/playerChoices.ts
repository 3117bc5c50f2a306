import { create } from 'zustand';

interface PlayerChoices {
  /** A moment starts again when it ends. */
  loop: boolean;
  muted: boolean;
}

/** How moments are played, the same on every screen, until the page is closed. */
export const usePlayerChoices = create<PlayerChoices>()(() => ({ loop: false, muted: false }));

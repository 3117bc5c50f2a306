import { create } from 'zustand';

/** How videos are played, the same for each that is opened, until the page is closed. */
interface PlayerView {
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  /** 1 is the speed it was recorded at. */
  rate: number;
  panel: Panel;
}

export type Panel = 'transcript' | 'notes' | 'codes' | 'screen' | 'pictures' | 'details';

export const usePlayerView = create<PlayerView>()(() => ({
  muted: false,
  volume: 1,
  rate: 1,
  panel: 'transcript',
}));

import { create } from 'zustand';
import type { VideoId } from '../../../contract/index.ts';
import type { ReviewChange } from './reviewChange.ts';

/** Most changes that are remembered. */
const maxRemembered = 200;

interface Remembered {
  videoId: VideoId;
  /** The change that leads back. */
  back: ReviewChange;
}

const useRemembered = create<{ changes: readonly Remembered[] }>()(() => ({ changes: [] }));

/** Remembers how to undo a change, until the page is closed. */
export function rememberChange(change: Remembered): void {
  useRemembered.setState(({ changes }) => ({
    changes: [...changes, change].slice(-maxRemembered),
  }));
}

/** The last change that was not undone; it is forgotten. */
export function takeLastChange(): Remembered | undefined {
  const { changes } = useRemembered.getState();
  useRemembered.setState({ changes: changes.slice(0, -1) });
  return changes.at(-1);
}

import { create } from 'zustand';
import type { VideoId } from '../../../contract/index.ts';

/** Most changes that are remembered. */
const maxRemembered = 200;

interface Remembered {
  videoId: VideoId;
  /** Leads back to what was before. */
  takeBack(): void;
}

const useRemembered = create<{ changes: readonly Remembered[] }>()(() => ({ changes: [] }));

/** Remembers how to undo a change, until the page is closed. Gives a way to forget it. */
export function rememberChange(change: Remembered): () => void {
  useRemembered.setState(({ changes }) => ({
    changes: [...changes, change].slice(-maxRemembered),
  }));
  return () =>
    useRemembered.setState(({ changes }) => ({ changes: changes.filter((it) => it !== change) }));
}

/** The last change that was not undone; it is forgotten. */
export function takeLastChange(): Remembered | undefined {
  const { changes } = useRemembered.getState();
  useRemembered.setState({ changes: changes.slice(0, -1) });
  return changes.at(-1);
}

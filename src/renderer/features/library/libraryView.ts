import { create } from 'zustand';
import type { VideoId, VideoSummary } from '../../../contract/index.ts';

interface LibraryViewState {
  /** The address that `active`, `scrollTop` and `selected` belong to. */
  search: string;
  /** Place of the item that has the keyboard. */
  active: number;
  scrollTop: number;
  /** What is selected, with the titles by which a person knows it. */
  selected: ReadonlyMap<VideoId, string>;
  /** Where a range of the selection begins. */
  anchor: number;
}

const begun: Omit<LibraryViewState, 'search'> = {
  active: 0,
  scrollTop: 0,
  selected: new Map(),
  anchor: 0,
};

/** What must still be as it was when a person comes back from a video. */
export const useLibraryView = create<LibraryViewState>()(() => ({ search: '', ...begun }));

/** Begins anew when something else is shown: what cannot be seen must not be acted on. */
export function enterLibraryView(search: string): void {
  if (useLibraryView.getState().search !== search) useLibraryView.setState({ search, ...begun });
}

/** Where the list of this address was scrolled to. */
export function scrollTopOf(search: string): number {
  const view = useLibraryView.getState();
  return view.search === search ? view.scrollTop : 0;
}

/** Selects these and nothing else. */
export function selectOnly(videos: readonly Pick<VideoSummary, 'id' | 'title'>[]): void {
  useLibraryView.setState({ selected: new Map(videos.map(({ id, title }) => [id, title])) });
}

/** Takes a video out of the selection. */
export function unselect(videoId: VideoId): void {
  useLibraryView.setState(({ selected }) => {
    const next = new Map(selected);
    next.delete(videoId);
    return { selected: next };
  });
}

/** Adds a video to the selection, or takes it out. */
export function toggleSelected({ id, title }: VideoSummary, index: number): void {
  useLibraryView.setState(({ selected }) => {
    const next = new Map(selected);
    if (!next.delete(id)) next.set(id, title);
    return { selected: next, anchor: index };
  });
}

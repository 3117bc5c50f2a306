import { create } from 'zustand';

interface SearchView {
  /** Most moments asked for. */
  limit: number;
  /** Key of the moment in the pane; undefined: the first one. */
  selected: string | undefined;
}

export const pageSize = 40;
/** The contract gives no more. */
export const maxMoments = 200;

const begun: SearchView = { limit: pageSize, selected: undefined };

const useStore = create<SearchView & { search: string }>()(() => ({ search: '', ...begun }));

/**
 * What must still be as it was when a person comes back from a video. It belongs to the address
 * `search` alone: another search begins anew.
 */
export function useSearchView(search: string): SearchView {
  const view = useStore();
  return view.search === search ? view : begun;
}

export function selectMoment(search: string, selected: string): void {
  useStore.setState(({ search: before, limit }) => ({
    search,
    selected,
    limit: before === search ? limit : pageSize,
  }));
}

export function showMore(search: string, limit: number): void {
  useStore.setState({ search, limit: Math.min(maxMoments, limit + pageSize) });
}

import { create } from 'zustand';

interface RecentSearches {
  /** What was searched since the page was opened, newest first. */
  texts: readonly string[];
}

const kept = 8;

export const useRecentSearches = create<RecentSearches>()(() => ({ texts: [] }));

/** Puts a search first. What was typed on the way to it is taken out. */
export function rememberSearch(text: string): void {
  const asked = text.trim();
  if (asked === '') return;
  useRecentSearches.setState(({ texts }) => ({
    texts: [asked, ...texts.filter((other) => !beginsWith(asked, other))].slice(0, kept),
  }));
}

export function forgetSearches(): void {
  useRecentSearches.setState({ texts: [] });
}

function beginsWith(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}

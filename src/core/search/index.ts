export { createSearch, type Search, type SearchInput, type SearchResult } from './createSearch.ts';

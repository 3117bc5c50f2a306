import type { PageBlock, PublishedPage } from '../../../src/contract/hub/page.ts';

/** Of a page so many characters are found; Postgres takes no more than a megabyte of words. */
const maxCharacters = 200_000;
const maxQueryCharacters = 200;

/** What a page says, for the search: its title apart, because what is in it counts for more. */
export function wordsOf(page: PublishedPage): { title: string; text: string } {
  const { title, summary, author, topics, blocks } = page;
  const text = [summary, author, ...topics.map(({ name }) => name), ...blocks.map(blockText)];
  return { title: plain(title), text: plain(text.join('\n').slice(0, maxCharacters)) };
}

/** What a reader looks for, spelled as the words of pages are. */
export function queryWords(query: string): string {
  return plain(query.slice(0, maxQueryCharacters));
}

/** Without accents and without what Postgres cannot keep. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(/[\p{M}\0]/gu, '');
}

function blockText(block: PageBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return block.text;
    case 'table':
      return [block.caption, ...block.columns, ...block.rows.flat()].join('\n');
    case 'bars':
      return [block.caption, ...block.bars.map(({ label }) => label)].join('\n');
    default:
      return block satisfies never;
  }
}

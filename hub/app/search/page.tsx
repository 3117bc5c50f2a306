import type { Metadata } from 'next';
import { connection } from 'next/server';
import { queryWords } from '../../server/found/wordsOf.ts';
import { hub } from '../../server/hub.ts';
import { FreshnessLine } from '../../views/FreshnessLine.tsx';
import { PageList } from '../../views/PageList.tsx';

const maxResults = 50;

export const metadata: Metadata = { title: 'Search', robots: { index: false } };

/** Pages that have all words that a reader asks for; made for this visit, and without a script. */
export default async function Search({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await connection();
  const { q } = await searchParams;
  const asked = typeof q === 'string' ? q.trim() : '';
  const pages = asked === '' ? [] : await hub().store.search(queryWords(asked), maxResults);
  return (
    <>
      <h1>Search</h1>
      <search>
        <form action="/search" className="search">
          <label htmlFor="words">Words, or a “phrase”; -word leaves out</label>
          <input id="words" name="q" type="search" maxLength={200} defaultValue={asked} />
          <button type="submit">Search</button>
        </form>
      </search>
      {asked !== '' && (
        <>
          <FreshnessLine route="/search" readAtMs={Date.now()} />
          {pages.length > 0 ? (
            <>
              <p className="about">
                {pages.length === maxResults ? `The best ${maxResults}` : pages.length}{' '}
                {pages.length === 1 ? 'page' : 'pages'}
              </p>
              <PageList pages={pages} />
            </>
          ) : (
            <p>No page has all of these words. Try fewer of them.</p>
          )}
        </>
      )}
    </>
  );
}

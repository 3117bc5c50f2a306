import type { Metadata } from 'next';
import { connection } from 'next/server';
import { readHome } from '../server/cached.ts';
import { hub } from '../server/hub.ts';
import { FreshnessLine } from '../views/FreshnessLine.tsx';
import { PageList } from '../views/PageList.tsx';

export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { name, origin } = hub();
  const description = 'Reports on short-form video, each saying how fresh it is.';
  return {
    ...{ title: name, description, alternates: { canonical: `${origin}/` } },
    openGraph: { type: 'website', title: name, description, url: `${origin}/`, siteName: name },
  };
}

export default async function Home() {
  await connection();
  const { pages, topics, readAtMs, awaySinceMs } = await readHome();
  return (
    <>
      <h1>Latest</h1>
      <FreshnessLine route="/" updatedAtMs={pages[0]?.updatedAtMs} {...{ readAtMs, awaySinceMs }} />
      <PageList pages={pages} />
      {topics.length > 0 && (
        <nav aria-labelledby="topics">
          <h2 id="topics">Topics</h2>
          <ul className="topics">
            {topics.slice(0, 100).map(({ slug, name, pages: count }) => (
              <li key={slug}>
                <a href={`/topics/${slug}`}>{name}</a> {count}
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

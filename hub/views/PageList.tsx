import type { ListedPage } from '../server/store.ts';
import { Time } from './Time.tsx';

export function PageList({ pages }: { pages: readonly ListedPage[] }) {
  if (pages.length === 0) {
    return <p>Nothing is published yet. On the desk, run: trendroom publish report ID</p>;
  }
  return (
    <ul className="pages">
      {pages.map(({ slug, title, summary, kind, updatedAtMs }) => (
        <li key={slug}>
          <h2>
            <a href={`/p/${slug}`}>{title}</a>
          </h2>
          <p>{summary}</p>
          <p className="about">
            {kind === 'report' ? 'Report' : 'Article'}, <Time atMs={updatedAtMs} />
          </p>
        </li>
      ))}
    </ul>
  );
}

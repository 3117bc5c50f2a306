import { connection } from 'next/server';
import { readHome } from '../../server/cached.ts';
import { hub } from '../../server/hub.ts';

/** JSON Feed 1.1. */
export async function GET(): Promise<Response> {
  await connection();
  const { origin, name } = hub();
  const { pages } = await readHome();
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: name,
    home_page_url: `${origin}/`,
    feed_url: `${origin}/feed.json`,
    items: pages.map(({ slug, title, summary, updatedAtMs }) => ({
      ...{ id: `${origin}/p/${slug}`, url: `${origin}/p/${slug}`, title, summary },
      content_text: summary,
      date_modified: new Date(updatedAtMs).toISOString(),
    })),
  };
  return Response.json(feed, { headers: { 'content-type': 'application/feed+json' } });
}

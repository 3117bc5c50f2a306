import { connection } from 'next/server';
import { readHome } from '../../server/cached.ts';
import { escapeXml } from '../../server/escapeXml.ts';
import { hub } from '../../server/hub.ts';

/** RSS 2.0. */
export async function GET(): Promise<Response> {
  await connection();
  const { origin, name } = hub();
  const { pages, readAtMs } = await readHome();
  const items = pages.map(({ slug, title, summary, updatedAtMs }) => {
    const link = `${origin}/p/${slug}`;
    return `<item><title>${escapeXml(title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><pubDate>${new Date(updatedAtMs).toUTCString()}</pubDate><description>${escapeXml(summary)}</description></item>`;
  });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${escapeXml(name)}</title><link>${origin}/</link><description>${escapeXml(name)}</description><atom:link href="${origin}/feed.xml" rel="self" type="application/rss+xml"/><lastBuildDate>${new Date(readAtMs).toUTCString()}</lastBuildDate>${items.join('')}</channel></rss>`;
  return new Response(xml, { headers: { 'content-type': 'application/rss+xml; charset=utf-8' } });
}

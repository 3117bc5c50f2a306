import { connection } from 'next/server';
import { readSitemap } from '../../../server/cached.ts';
import { hub } from '../../../server/hub.ts';

/** One file of the sitemap: `0.xml` is the first. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  await connection();
  const number = /^(\d{1,4})\.xml$/.exec((await params).file)?.[1];
  if (number === undefined) return new Response('Not found', { status: 404 });
  const { origin } = hub();
  const { pages } = await readSitemap(Number(number));
  const entries = pages.map(
    ({ slug, updatedAtMs }) =>
      `<url><loc>${origin}/p/${slug}</loc><lastmod>${new Date(updatedAtMs).toISOString()}</lastmod></url>`,
  );
  const home = number === '0' ? `<url><loc>${origin}/</loc></url>` : '';
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${home}${entries.join('')}</urlset>`;
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}

import { connection } from 'next/server';
import { readCount, sitemapPages } from '../../server/cached.ts';
import { hub } from '../../server/hub.ts';

/** The index of the files of 50,000 pages each. */
export async function GET(): Promise<Response> {
  await connection();
  const { origin } = hub();
  const files = Math.max(1, Math.ceil((await readCount()).count / sitemapPages));
  const entries = Array.from(
    { length: files },
    (_, file) => `<sitemap><loc>${origin}/sitemaps/${file}.xml</loc></sitemap>`,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</sitemapindex>`;
  return new Response(xml, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}

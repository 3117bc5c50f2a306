import { connection } from 'next/server';
import { sitemapPages } from '../../../server/cached.ts';
import { hub } from '../../../server/hub.ts';

/** One file of the sitemap: `0.xml` is the first. It is sent as it is read. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  await connection();
  const number = /^(\d{1,4})\.xml$/.exec((await params).file)?.[1];
  if (number === undefined) return new Response('Not found', { status: 404 });
  const parts = sitemap(Number(number));
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await parts.return(undefined)),
  });
  return new Response(stream, {
    headers: { 'content-type': 'application/xml; charset=utf-8' },
  });
}

async function* sitemap(file: number): AsyncGenerator<Uint8Array> {
  const { origin, store } = hub();
  const bytes = new TextEncoder();
  yield bytes.encode(
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
  );
  if (file === 0) yield bytes.encode(`<url><loc>${origin}/</loc></url>`);
  for await (const part of store.addresses(sitemapPages, file * sitemapPages)) {
    const entries = part.map(
      ({ slug, updatedAtMs }) =>
        `<url><loc>${origin}/p/${slug}</loc><lastmod>${new Date(updatedAtMs).toISOString()}</lastmod></url>`,
    );
    yield bytes.encode(entries.join(''));
  }
  yield bytes.encode('</urlset>');
}

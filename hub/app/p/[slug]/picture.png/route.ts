import { connection } from 'next/server';
import { hub } from '../../../../server/hub.ts';

/** The picture of a page that is shown; those who pass the page on may keep it for five minutes. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ slug: string }> },
): Promise<Response> {
  await connection();
  const png = await hub().store.picture((await params).slug);
  if (png === undefined) return new Response('Not found', { status: 404 });
  return new Response(new Uint8Array(png), {
    headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' },
  });
}

import { connection } from 'next/server';
import { hub } from '../../server/hub.ts';

export async function GET(): Promise<Response> {
  await connection();
  const { origin } = hub();
  return new Response(
    `User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /preview\nSitemap: ${origin}/sitemap.xml\n`,
  );
}

import { connection } from 'next/server';
import { readHome } from '../../server/cached.ts';
import { hub } from '../../server/hub.ts';

/** What is here, for language models: a title, what it is, and a link to each page. */
export async function GET(): Promise<Response> {
  await connection();
  const { origin, name } = hub();
  const { pages } = await readHome();
  const line = (text: string): string => text.replaceAll(/[\s[\]]+/g, ' ').trim();
  const lines = pages.map(
    ({ slug, title, summary }) => `- [${line(title)}](${origin}/p/${slug}): ${line(summary)}`,
  );
  return new Response(
    `# ${line(name)}\n\n> Reports on short-form video. How fresh each page is: ${origin}/freshness.json\n\n## Pages\n\n${lines.join('\n')}\n`,
  );
}

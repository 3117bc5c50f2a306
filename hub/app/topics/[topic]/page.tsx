import type { Metadata } from 'next';
import { connection } from 'next/server';
import { readTopic } from '../../../server/cached.ts';
import { hub } from '../../../server/hub.ts';
import { FreshnessLine } from '../../../views/FreshnessLine.tsx';
import { PageList } from '../../../views/PageList.tsx';

interface Props {
  params: Promise<{ topic: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { topic } = await params;
  const { name = topic } = await readTopic(topic);
  const { origin, name: site } = hub();
  const url = `${origin}/topics/${topic}`;
  const description = `What was published on ${name}.`;
  return {
    ...{ title: `${name} · ${site}`, description, alternates: { canonical: url } },
    openGraph: { type: 'website', title: name, description, url, siteName: site },
  };
}

export default async function Topic({ params }: Props) {
  await connection();
  const { topic } = await params;
  const { pages, name = topic, readAtMs, awaySinceMs } = await readTopic(topic);
  return (
    <>
      <h1>{name}</h1>
      <FreshnessLine
        route="/topics/[topic]"
        updatedAtMs={pages[0]?.updatedAtMs}
        {...{ readAtMs, awaySinceMs }}
      />
      <PageList pages={pages} />
    </>
  );
}

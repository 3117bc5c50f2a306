import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { connection } from 'next/server';
import { readPage } from '../../../server/cached.ts';
import { pictureSize } from '../../../server/found/pictureSize.ts';
import { hub } from '../../../server/hub.ts';
import { Article } from '../../../views/Article.tsx';
import { FreshnessLine } from '../../../views/FreshnessLine.tsx';
import { JsonLd } from '../../../views/JsonLd.tsx';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params;
  const { shown } = await readPage(slug);
  if (shown === undefined) return { title: 'Not found', robots: { index: false } };
  const { title, summary, author } = shown.page;
  const { pictureVersion } = shown;
  const { origin, name } = hub();
  const url = `${origin}/p/${slug}`;
  return {
    ...{ title: `${title} · ${name}`, description: summary, alternates: { canonical: url } },
    authors: [{ name: author }],
    openGraph: {
      ...{ type: 'article', title, description: summary, url, siteName: name },
      publishedTime: new Date(shown.firstPublishedAtMs).toISOString(),
      modifiedTime: new Date(shown.updatedAtMs).toISOString(),
      ...(pictureVersion !== undefined && {
        images: [
          { url: `${url}/picture.png?version=${pictureVersion}`, ...pictureSize, alt: title },
        ],
      }),
    },
    twitter: {
      card: pictureVersion === undefined ? 'summary' : 'summary_large_image',
      title,
      description: summary,
    },
  };
}

export default async function PublishedPage({ params }: Props) {
  await connection();
  const { slug } = await params;
  const { shown, readAtMs, awaySinceMs } = await readPage(slug);
  // The proxy has looked before; it was taken down since.
  if (shown === undefined) notFound();
  const { page, updatedAtMs, firstPublishedAtMs } = shown;
  const { origin, name } = hub();
  return (
    <article>
      <JsonLd
        data={{
          '@context': 'https://schema.org',
          ...{ '@type': page.kind === 'report' ? 'Report' : 'Article', headline: page.title },
          ...{ description: page.summary, inLanguage: 'en' },
          author: { '@type': 'Organization', name: page.author },
          publisher: { '@type': 'Organization', name },
          datePublished: new Date(firstPublishedAtMs).toISOString(),
          dateModified: new Date(updatedAtMs).toISOString(),
          ...{ url: `${origin}/p/${slug}`, mainEntityOfPage: `${origin}/p/${slug}` },
          about: page.topics.map((topic) => topic.name),
          citation: page.sources.flatMap((source) => source.url ?? []),
        }}
      />
      <Article page={page}>
        <FreshnessLine
          route="/p/[slug]"
          {...{ updatedAtMs, readAtMs, awaySinceMs, dataAsOfMs: page.dataAsOfMs }}
        />
      </Article>
    </article>
  );
}

import { cacheLife, cacheTag } from 'next/cache';
import { freshness, type Route } from './freshness.ts';
import { hub } from './hub.ts';

/** Up to where feeds and the home page go back. */
const latestPages = 50;
export const sitemapPages = 50_000;

function keep(route: Route, ...tags: string[]): void {
  const { stale, revalidate, expire } = freshness[route];
  cacheLife({ stale, revalidate, expire });
  cacheTag(...tags);
}

/** `readAtMs`: when it was read from the database, which the page prints. */
export async function readHome() {
  'use cache';
  keep('/', 'pages');
  const { store } = hub();
  const [pages, topics] = [await store.latest(latestPages), await store.topics()];
  return { pages, topics, readAtMs: Date.now() };
}

export async function readPage(slug: string) {
  'use cache';
  keep('/p/[slug]', `page:${slug}`);
  return { shown: await hub().store.shown(slug), readAtMs: Date.now() };
}

export async function readTopic(topic: string) {
  'use cache';
  keep('/topics/[topic]', `topic:${topic}`);
  const { store } = hub();
  const topics = await store.topics();
  const pages = await store.ofTopic(topic, 500);
  const name = topics.find(({ slug }) => slug === topic)?.name;
  return { pages, name, readAtMs: Date.now() };
}

export async function readCount() {
  'use cache';
  keep('/sitemap.xml', 'pages');
  return hub().store.count();
}

/** `file` counts from 0. */
export async function readSitemap(file: number) {
  'use cache';
  keep('/sitemaps/[file]', 'pages');
  const pages = await hub().store.latest(sitemapPages, file * sitemapPages);
  return pages.map(({ slug, updatedAtMs }) => ({ slug, updatedAtMs }));
}

import { cacheLife, cacheTag } from 'next/cache';
import {
  type CountData,
  type HomeData,
  type PageData,
  type TopicData,
  theOne,
} from './away/copies.ts';
import { lastGood } from './away/lastGood.ts';
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

/** Of all: `readAtMs` is when reading it from the database began, which the page prints. */
export const readHome = () => lastGood(hub().copies.home, theOne, cachedHome);
export const readPage = (slug: string) => lastGood(hub().copies.page, slug, () => cachedPage(slug));
export const readTopic = (topic: string) =>
  lastGood(hub().copies.topic, topic, () => cachedTopic(topic));
export const readCount = () => lastGood(hub().copies.count, theOne, cachedCount);

async function cachedHome(): Promise<HomeData> {
  'use cache';
  keep('/', 'pages');
  const readAtMs = Date.now();
  const { store } = hub();
  const [pages, topics] = [await store.latest(latestPages), await store.topics()];
  return { pages, topics, readAtMs };
}

async function cachedPage(slug: string): Promise<PageData> {
  'use cache';
  keep('/p/[slug]', `page:${slug}`);
  const readAtMs = Date.now();
  return { shown: await hub().store.shown(slug), readAtMs };
}

async function cachedTopic(topic: string): Promise<TopicData> {
  'use cache';
  keep('/topics/[topic]', `topic:${topic}`);
  const readAtMs = Date.now();
  const { store } = hub();
  const topics = await store.topics();
  const pages = await store.ofTopic(topic, 500);
  const name = topics.find(({ slug }) => slug === topic)?.name;
  return { pages, name, readAtMs };
}

async function cachedCount(): Promise<CountData> {
  'use cache';
  keep('/sitemap.xml', 'pages');
  return { count: await hub().store.count(), readAtMs: Date.now() };
}

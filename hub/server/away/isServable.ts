import type { Route } from '../freshness.ts';
import { type Hub, hub } from '../hub.ts';
import type { Found } from '../store.ts';
import { type Copies, theOne } from './copies.ts';

/**
 * What is at the address of a page: of the database, or of the last time that it answered. Undefined
 * while it does not and nobody can say.
 */
export async function findPage(slug: string): Promise<Found | undefined> {
  const { store, copies, database } = hub();
  try {
    const found = await store.find(slug);
    // Addresses that never were are without number.
    if (found.is !== 'nothing') copies.found.keep(slug, { found, readAtMs: Date.now() });
    return found;
  } catch (error) {
    if (database.awaySinceMs() === undefined) throw error;
    const found = copies.found.get(slug)?.found;
    return found?.is === 'page' && copies.page.get(slug)?.shown === undefined ? undefined : found;
  }
}

/** Whether a route other than a page's can be answered: by the database, or from a copy. */
export async function isServable(route: Route, path: string): Promise<boolean> {
  return copyOf(hub().copies, route, path) !== undefined || answers(hub());
}

async function answers({ database }: Hub): Promise<boolean> {
  try {
    await database.query('SELECT 1');
    return true;
  } catch {
    return false;
  }
}

/** Null for routes that need none. */
function copyOf(copies: Copies, route: Route, path: string): object | null | undefined {
  switch (route) {
    case '/':
    case '/feed.xml':
    case '/feed.json':
    case '/llms.txt':
      return copies.home.get(theOne);
    case '/topics/[topic]':
      return copies.topic.get(decoded(path.slice('/topics/'.length)));
    case '/sitemap.xml':
      return copies.count.get(theOne);
    case '/sitemaps/[file]':
    case '/p/[slug]/picture.png':
    case '/search':
    case '/preview':
    case '/notifications':
      return undefined;
    case '/p/[slug]':
    case '/robots.txt':
    case '/freshness.json':
      return null;
    default:
      return route satisfies never;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

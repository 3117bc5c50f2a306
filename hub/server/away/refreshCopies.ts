import type { PublishCall } from '../../../src/contract/hub/publish.ts';
import type { Hub } from '../hub.ts';

/**
 * After a call, has the copies of each page that it touched say what is true now: without the
 * database nobody is to read what was taken down. `tags` are those of {@link Store.apply}.
 */
export async function refreshCopies(
  { store, copies }: Hub,
  action: PublishCall['action'],
  tags: ReadonlySet<string>,
): Promise<void> {
  for (const tag of tags) {
    const slug = /^page:(.*)$/.exec(tag)?.[1];
    if (slug === undefined) continue;
    copies.found.forget(slug);
    copies.page.forget(slug);
    const readAtMs = Date.now();
    const [found, shown] = [await store.find(slug), await store.shown(slug)];
    copies.found.keep(slug, { found, readAtMs });
    if (shown !== undefined) copies.page.keep(slug, { shown, readAtMs });
  }
  // Lists from before a new page are only old; those from before a withdrawal name what is gone.
  if (action !== 'unpublish' && action !== 'rollback') return;
  for (const shelf of [copies.home, copies.topic, copies.count]) shelf.clear();
}

import type { ProductId, VideoId } from '../../../contract/index.ts';
import type { Library, ReadTask } from '../../db/index.ts';
import { getProduct } from '../productRepository.ts';
import { findMentions } from './findMentions.ts';

/** The videos that themselves name a product, but those where a person judged every mention wrong. */
export const mentioningVideosTask: ReadTask<ProductId, VideoId[]> = {
  name: 'products.mentioningVideos',
  priority: 'background',
  run: (library, id) => {
    const own = findMentions(library, getProduct(library, id)).filter(
      ({ judged, source }) => judged !== 'wrong' && source !== 'comment',
    );
    return [...new Set(own.map(({ videoId }) => videoId))];
  },
};

/**
 * Makes the videos in which a product is found part of it, so that trends, shares of voice and reports
 * count them; what records name stays. Errors: `product.notFound`, `job.cancelled`.
 */
export async function linkVideos(
  library: Library,
  id: ProductId,
  control: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const videoIds = await library.readers.run(mentioningVideosTask, id, control);
  const { $client } = library.db;
  library.db.transaction(
    () => {
      $client.prepare('DELETE FROM video_products WHERE product_id = ? AND is_found = 1').run(id);
      // A video may have been removed meanwhile.
      const add = $client.prepare(
        `INSERT OR IGNORE INTO video_products (video_id, product_id, is_found)
         SELECT id, ?, 1 FROM videos WHERE id = ?`,
      );
      for (const videoId of videoIds) add.run(id, videoId);
    },
    { behavior: 'immediate' },
  );
}

/** After videos came or changed: all products that a person described. Rejects once aborted. */
export async function linkAllProducts(library: Library, signal: AbortSignal): Promise<void> {
  const ids = library.db.$client
    .prepare<[], ProductId>('SELECT id FROM products WHERE aliases IS NOT NULL')
    .pluck()
    .all();
  for (const id of ids) {
    signal.throwIfAborted();
    await linkVideos(library, id, { signal });
  }
}

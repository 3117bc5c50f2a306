import type { MentionKind, MentionSource, ProductId, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { getProduct } from '../productRepository.ts';
import { linkVideos } from './linkVideos.ts';

export interface Judgement {
  productId: ProductId;
  videoId: VideoId;
  source: MentionSource;
  startMs: number;
  /** Undefined: what was said of it is taken back. */
  judged?: 'right' | 'wrong' | undefined;
  kind?: MentionKind | undefined;
}

/** Errors: `product.notFound`. */
export async function judgeMention(library: Library, judgement: Judgement): Promise<void> {
  const { productId, videoId, source, startMs, judged, kind } = judgement;
  getProduct(library, productId);
  const { $client } = library.db;
  const place = [productId, videoId, source, startMs] as const;
  if (judged === undefined) {
    $client
      .prepare(
        `DELETE FROM product_judgements
         WHERE product_id = ? AND video_id = ? AND source = ? AND start_ms = ?`,
      )
      .run(...place);
  } else {
    $client
      .prepare('INSERT OR REPLACE INTO product_judgements VALUES (?, ?, ?, ?, ?, ?)')
      .run(...place, judged === 'right' ? 1 : 0, kind ?? null);
  }
  await linkVideos(library, productId);
}

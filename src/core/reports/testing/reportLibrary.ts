import type { Library } from '../../db/index.ts';
import { addLongitudinalSet } from '../../memory/testing/longitudinalSet.ts';

/**
 * Four channels with dated views, a topic of the first half of the videos of two of them, a product
 * that every fifth video names, and two comments.
 */
export function fillReportLibrary(library: Library): { endMs: number } {
  const { endMs } = addLongitudinalSet(library, { channels: 4, videosEach: 30, daysApart: 4 });
  library.db.$client.exec(`
    INSERT INTO topics (id, label, words, source, is_pinned, is_split, created_at_ms)
      VALUES ('topic-a', 'sourdough', '["sourdough"]', 'hashtags', 0, 0, 1),
             ('topic-b', 'running', '["running"]', 'hashtags', 0, 0, 1);
    INSERT INTO topic_state (id, source, clustered_at_ms, clustered_videos, made_at_ms)
      VALUES (1, 'hashtags', 1, 240, 1);
    INSERT INTO topic_videos (video_id, topic_id, is_by_hand)
      SELECT v.id, iif(c.name IN ('Channel 0', 'Channel 1'), 'topic-a', 'topic-b'), 0
      FROM videos v JOIN channels c ON c.id = v.channel_id;
    INSERT INTO products (name) VALUES ('Stand mixer'), ('Running shoe');
    INSERT INTO video_products (video_id, product_id) SELECT id, 1 + (rowid % 2) FROM videos WHERE rowid % 5 = 0;
    INSERT INTO hooks (video_id, said, shown) SELECT id, 'Why does my bread not rise?', ''
      FROM videos WHERE rowid % 3 = 0;
    INSERT INTO comments (video_id, key, text, likes, published_at_ms)
      SELECT id, 'k', 'Where did you buy this?', 12, ${endMs - 3_600_000} FROM videos LIMIT 2;`);
  return { endMs };
}

import type { CommentDto, VideoDetail, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';

interface CommentRow {
  text: string;
  author: string | null;
  likes: number | null;
  publishedAtMs: number | null;
}

/** The comments of a video with most likes, ties in the order of their ids. */
export function topComments({ db }: Library, videoId: VideoId, limit: number): CommentDto[] {
  return db.$client
    .prepare<[VideoId, number], CommentRow>(
      `SELECT text, author, likes, published_at_ms AS publishedAtMs FROM comments
       WHERE video_id = ? ORDER BY likes DESC NULLS LAST, key LIMIT ?`,
    )
    .all(videoId, limit)
    .map(({ text, author, likes, publishedAtMs }) => ({
      text,
      author: author ?? undefined,
      likes: likes ?? undefined,
      publishedAtMs: publishedAtMs ?? undefined,
    }));
}

const shownComments = 50;

/** How many comments are stored, and those that are shown. */
export function commentsOf(library: Library, videoId: VideoId): VideoDetail['comments'] {
  const total = library.db.$client
    .prepare<[VideoId], number>('SELECT count(*) FROM comments WHERE video_id = ?')
    .pluck()
    .get(videoId);
  return { total: total ?? 0, top: topComments(library, videoId, shownComments) };
}

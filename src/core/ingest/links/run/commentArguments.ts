/**
 * What has yt-dlp read at most so many comments, best first and without replies; nothing when none
 * are wanted. After the arguments that every run shares, which turn comments off (its README,
 * "Extractor arguments", youtube).
 */
export function commentArguments(maxComments: number): string[] {
  if (maxComments === 0) return [];
  const bounds = `youtube:comment_sort=top;max_comments=${maxComments},all,0,0`;
  return ['--write-comments', '--extractor-args', bounds];
}

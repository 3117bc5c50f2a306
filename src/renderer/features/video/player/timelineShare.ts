/** Where a time lies in a video, 0 to 1; 0 while the duration is not known. */
export function shareOf(timeMs: number, durationMs: number): number {
  return durationMs > 0 ? Math.min(1, Math.max(0, timeMs / durationMs)) : 0;
}

/** The time at a horizontal place of a line that stands for the whole video. */
export function timeAt(
  x: number,
  line: { left: number; width: number },
  durationMs: number,
): number {
  return line.width > 0 ? shareOf(x - line.left, line.width) * durationMs : 0;
}

/** Left edge of something centred at `centre`, kept within a line; pixels. */
export function keptWithin(centre: number, width: number, lineWidth: number): number {
  return Math.max(0, Math.min(centre - width / 2, lineWidth - width));
}

/** The timeline in the page: where the keyboard goes when a field of the screen is done with. */
export const timelineId = 'video-timeline';

/** How small pictures of a whole video lie in one sheet, row by row. */
interface SpriteLayout {
  intervalMs: number;
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
}

/** Place in the sprite of the picture that is shown at a time; pixels. */
export function tileAt(sprite: SpriteLayout, timeMs: number): { x: number; y: number } {
  const last = sprite.columns * sprite.rows - 1;
  const tile = Math.min(last, Math.max(0, Math.floor(timeMs / sprite.intervalMs)));
  return {
    x: (tile % sprite.columns) * sprite.tileWidth,
    y: Math.floor(tile / sprite.columns) * sprite.tileHeight,
  };
}

import { and, eq } from 'drizzle-orm';
import type { VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { chunks, videos } from '../../db/index.ts';
import type { NewChunk } from './chunkStore.ts';

const maxCharacters = 1_000;

/** Every recording without music of its own is called so. */
const namelessSound = /^original (?:sound|audio)/i;

/**
 * What a search finds a video by that says nothing: title, description, tags and the sound's name,
 * as one chunk.
 */
export function titleChunk(video: {
  title: string;
  description: string | null | undefined;
  durationMs: number;
  tags?: readonly string[] | null | undefined;
  soundName?: string | null | undefined;
}): NewChunk | undefined {
  const title = onOneLine(video.title);
  const description = onOneLine(video.description ?? '');
  // A title that was made of the description says nothing more.
  const isOpening = description.startsWith(title.replace(/…$/, ''));
  const told = (isOpening ? [description] : [title, description]).filter((part) => part !== '');
  const lower = told.join(' ').toLowerCase();
  const tags = (video.tags ?? []).filter((tag) => !lower.includes(tag.toLowerCase()));
  const sound = namelessSound.test(video.soundName ?? '') ? '' : onOneLine(video.soundName ?? '');
  const text = [...told, tags.map((tag) => `#${tag}`).join(' '), sound]
    .filter((part) => part !== '')
    .join('. ')
    .slice(0, maxCharacters);
  if (text === '') return undefined;
  return { kind: 'title', startMs: 0, endMs: video.durationMs, text };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Makes the title's chunk say what the video's row says now. It is found by its new words at once,
 * by meaning after the next embedding. A video that has not come so far gets its chunks later.
 */
export function refreshTitleChunk({ db }: Library, videoId: VideoId): void {
  const ofTitle = and(eq(chunks.videoId, videoId), eq(chunks.kind, 'title'));
  const stored = db.select().from(chunks).where(ofTitle).get();
  const video = db.select().from(videos).where(eq(videos.id, videoId)).get();
  const wanted = video === undefined ? undefined : titleChunk(video);
  if (stored === undefined || stored.text === wanted?.text) return;
  db.transaction((tx) => {
    // A new row, so that triggers take the words and vectors of the old one away.
    tx.delete(chunks).where(ofTitle).run();
    if (wanted !== undefined)
      tx.insert(chunks)
        .values({ videoId, ...wanted })
        .run();
  });
}

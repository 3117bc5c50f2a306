import { eq, inArray } from 'drizzle-orm';
import type { ChunkKind, VideoId } from '../../../shared/index.ts';
import type { Library } from '../openLibrary.ts';
import { chunks } from '../schema/index.ts';
import { removeVectors } from './vectorStore.ts';

export interface NewChunk {
  kind: ChunkKind;
  startMs: number;
  endMs: number;
  text: string;
}

/**
 * Replaces a video's chunks in one transaction. A chunk that is the same as before keeps its id
 * and so its vectors; the vectors of the others go with them.
 */
export function replaceChunks(
  library: Library,
  videoId: VideoId,
  wanted: readonly NewChunk[],
): void {
  const keyOf = ({ kind, startMs, endMs, text }: NewChunk): string =>
    `${kind} ${startMs} ${endMs} ${text}`;
  library.db.transaction((tx) => {
    const stored = tx.select().from(chunks).where(eq(chunks.videoId, videoId)).all();
    const open = new Map(wanted.map((chunk) => [keyOf(chunk), chunk]));
    const gone = stored.filter((chunk) => !open.delete(keyOf(chunk))).map(({ id }) => id);
    removeVectors(library, gone);
    if (gone.length > 0) tx.delete(chunks).where(inArray(chunks.id, gone)).run();
    for (const chunk of open.values()) {
      tx.insert(chunks)
        .values({ ...chunk, videoId })
        .run();
    }
  });
}

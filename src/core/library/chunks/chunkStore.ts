import { eq, inArray, sql } from 'drizzle-orm';
import type { ChunkKind, VideoId } from '../../../contract/index.ts';
import type { Library } from '../../db/index.ts';
import { chunks } from '../../db/index.ts';

export interface NewChunk {
  kind: ChunkKind;
  startMs: number;
  endMs: number;
  text: string;
}

/** Below SQLite's 32,766 parameters a statement. */
const idsEach = 10_000;

/**
 * Replaces a video's chunks in one transaction. A chunk that is the same as before keeps its id
 * and so its vectors; triggers take the words and the vectors of the others away.
 */
export function replaceChunks(
  library: Library,
  videoId: VideoId,
  wanted: readonly NewChunk[],
): void {
  const keyOf = ({ kind, startMs, endMs, text }: NewChunk): string =>
    `${kind} ${startMs} ${endMs} ${text}`;
  library.db.transaction(
    (tx) => {
      const stored = tx.select().from(chunks).where(eq(chunks.videoId, videoId)).all();
      const open = new Map(wanted.map((chunk) => [keyOf(chunk), chunk]));
      const gone = stored.filter((chunk) => !open.delete(keyOf(chunk))).map(({ id }) => id);
      for (let from = 0; from < gone.length; from += idsEach) {
        tx.delete(chunks)
          .where(inArray(chunks.id, gone.slice(from, from + idsEach)))
          .run();
      }
      // Compiled once: with its triggers it takes 16 kB until the event loop turns.
      const add = tx
        .insert(chunks)
        .values({
          videoId,
          kind: sql.placeholder('kind'),
          startMs: sql.placeholder('startMs'),
          endMs: sql.placeholder('endMs'),
          text: sql.placeholder('text'),
        })
        .prepare();
      for (const chunk of open.values()) add.run({ ...chunk });
    },
    { behavior: 'immediate' },
  );
}

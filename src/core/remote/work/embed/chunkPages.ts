import type { ReadTask } from '../../../db/index.ts';
import { type ChunkText, chunksWithoutVector } from '../../../library/index.ts';
import { subjectsOfWorks } from '../workRepository.ts';

export interface ChunkPageQuery {
  /** 0, which no space has: every chunk. */
  spaceId: number;
  /** Of the works that ask for such vectors. */
  target: string;
  afterId: number;
  limit: number;
}

/** A chunk without a vector. */
export interface LackingChunk extends ChunkText {
  /** Another batch asks for its vector already. */
  isAsked: boolean;
}

/** A page of the chunks that have no vector in a space, by id; a short one is the last. */
export const chunkPageTask: ReadTask<ChunkPageQuery, LackingChunk[]> = {
  name: 'work.chunkPage',
  priority: 'background',
  run: (library, { target, ...page }) => {
    const chunks = chunksWithoutVector(library, page);
    const videoIds = [...new Set(chunks.map(({ videoId }) => videoId))];
    const open = { kind: 'embed', target, states: ['open'], videoIds } as const;
    const asked = subjectsOfWorks(library, open);
    return chunks.map((chunk) => ({ ...chunk, isAsked: asked.has(`${chunk.id}`) }));
  },
};

/** All of this room, for the reader thread. */
export const workReadTasks = [chunkPageTask] as const;

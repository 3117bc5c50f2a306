import type { SeenThing } from '../../../contract/index.ts';
import { wordsOfKind } from '../seeing/objectKinds.ts';
import type { Chunk } from './chunk.ts';

export type SeenSpan = Pick<SeenThing, 'kind' | 'startMs' | 'endMs'>;

/** What is seen as chunks: things that come and go together are one, as a team knows it by its time. */
export function seenChunks(things: readonly SeenSpan[]): Chunk[] {
  const chunks = new Map<string, Chunk>();
  for (const { kind, startMs, endMs } of things) {
    const key = `${startMs}-${endMs}`;
    const known = chunks.get(key);
    const words = wordsOfKind(kind);
    const text = known === undefined ? words : `${known.text}, ${words}`;
    chunks.set(key, { kind: 'seen', startMs, endMs, text });
  }
  return [...chunks.values()];
}

import { AppError, dot } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import { activeSpace } from '../../library/index.ts';
import { nearestOpeningTask } from './nearestOpening.ts';

export interface MeasureOptions {
  library: Library;
  embedder: Embedder | undefined;
  signal: AbortSignal;
}

/** Each 0 to 1. */
export interface Measured {
  /** Cosine of the draft and the topic of its brief. */
  closeness?: number;
  /** 1 less the cosine of the draft and the nearest opening of a video; absent without vectors. */
  novelty?: number;
}

/** What sentence embeddings say of a draft; nothing where no model can be used. */
export async function measureDraft(
  { text, topic }: { text: string; topic: string },
  { library, embedder, signal }: MeasureOptions,
): Promise<Measured> {
  if (embedder === undefined) return {};
  const space = activeSpace(library);
  try {
    const [draft, about] = await embedder.embed([text, topic], {
      ...{ signal, priority: 'interactive' },
      ...(space === undefined ? {} : { version: space.modelVersion }),
    });
    if (draft === undefined || about === undefined) return {};
    const closeness = withinOne(dot(draft, about));
    if (space?.dimensions !== draft.length) return { closeness };
    const query = { spaceId: space.id, vector: draft };
    const likeness = await library.readers.run(nearestOpeningTask, query, { signal });
    return { closeness, ...(likeness === undefined ? {} : { novelty: withinOne(1 - likeness) }) };
  } catch (error) {
    // A reindex may have taken the vectors away; that is no reason to lose a draft.
    const isHarmless = error instanceof AppError && !error.code.startsWith('job.');
    if (signal.aborted || !isHarmless) throw error;
    return {};
  }
}

function withinOne(value: number): number {
  return Math.min(1, Math.max(0, value));
}

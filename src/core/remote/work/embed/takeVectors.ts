import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import {
  activateSpace,
  addVectors,
  createSpace,
  type EmbeddingSpace,
} from '../../../library/index.ts';
import { waitingRows } from '../../batches/rows/batchRepository.ts';
import type { RowOutcome, TakenRow } from '../workKind.ts';
import { type EmbedTarget, embedTargetSchema, spaceOfTarget } from './embedTarget.ts';
import { vectorsOf } from './vectorsOf.ts';

/**
 * Puts the vectors of a row into their space, and lets search use it with the batch's last row when
 * every chunk has its vector. A chunk that is gone, such as with its video, is passed over.
 */
export function takeVectors(library: Library, row: TakenRow): RowOutcome {
  const target = embedTargetSchema.parse(row.spec);
  if (row.model !== '' && row.model !== target.model) {
    throw new AppError(
      'endpoint.invalidAnswer',
      `The embeddings are from ${row.model}, but ${target.model} was requested.`,
    );
  }
  const vectors = vectorsOf(row.answer);
  const dimensions = vectors[0]?.length ?? 0;
  const space = spaceFor(library, target, dimensions);
  if (space === undefined) {
    const words = 'Not saved: the library now uses another model.';
    return { words, applied: [], keepsAnswer: false };
  }
  if (vectors.length !== row.items.length || space.dimensions !== dimensions) {
    throw new AppError(
      'endpoint.invalidAnswer',
      `${vectors.length} vectors of ${dimensions} dimensions were returned for ${row.items.length} texts; ${space.dimensions} dimensions were expected.`,
    );
  }
  const added = new Set(
    addVectors(
      library,
      space.id,
      row.items.map(({ subject }, index) => ({
        chunkId: Number(subject),
        vector: vectors[index] ?? new Float32Array(),
      })),
    ),
  );
  const applied = row.items.filter(({ subject }) => added.has(Number(subject)));
  const isLast = waitingRows(library, row.batchId, { after: -1, limit: 1 }).length === 0;
  const isUsed = isLast && !target.isLocal && activateSpace(library, space.id);
  return {
    words: wordsOf(row.items.length, applied.length) + (isUsed ? ' Search now uses them.' : ''),
    applied: applied.map(({ position }) => position),
    keepsAnswer: false,
  };
}

/** A server's first vectors make its space; this machine's own is made by this machine alone. */
function spaceFor(
  library: Library,
  target: EmbedTarget,
  dimensions: number,
): EmbeddingSpace | undefined {
  const known = spaceOfTarget(library, target);
  if (known !== undefined || target.isLocal) return known;
  const { model: modelId, version: modelVersion } = target;
  return createSpace(library, { modelId, modelVersion, dimensions, state: 'team-building' });
}

function wordsOf(asked: number, stored: number): string {
  if (stored === asked) return `Stored ${stored} vectors.`;
  const others = `${asked - stored} texts were removed or already embedded.`;
  return stored === 0 ? `Nothing was saved: ${others}` : `Stored ${stored} vectors; ${others}`;
}

import type { Library } from '../../db/index.ts';
import type { Embedder } from '../../inference/index.ts';
import {
  activeSpace,
  buildingSpace,
  createSpace,
  type EmbeddingSpace,
  recordModel,
} from '../../library/index.ts';

/**
 * The space of the installed embedding model: the active one or the one being built when its
 * model is the same, else a new one. The library's first space is active at once; a later one
 * is built beside it, and search goes on on the old vectors. Errors: `model.missing`,
 * `model.damaged`.
 */
export async function spaceOf(library: Library, embedder: Embedder): Promise<EmbeddingSpace> {
  const model = await embedder.model();
  const active = activeSpace(library);
  const building = buildingSpace(library);
  const known = [active, building].find((space) => space?.modelVersion === model.version);
  if (known !== undefined) return known;
  const [sample] = await embedder.embed(['dimensions'], {
    priority: 'batch',
    version: model.version,
  });
  recordModel(library, { id: model.id, name: model.name, version: model.version });
  return createSpace(library, {
    modelId: model.id,
    modelVersion: model.version,
    dimensions: sample?.length ?? 0,
    state: active === undefined ? 'active' : 'building',
  });
}

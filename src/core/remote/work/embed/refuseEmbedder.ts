import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { RefuseServer } from '../../batches/running/refuseServer.ts';
import type { StoredEndpoint } from '../../endpoints/endpointRepository.ts';
import { modelOf } from '../serverOf.ts';
import { getWork } from '../workRepository.ts';
import { type EmbedTarget, embedTargetSchema, spaceOfTarget } from './embedTarget.ts';

/** Batches of texts whose vectors belong in a space go to servers that make such vectors. */
export function createRefuseEmbedder(library: Library): RefuseServer {
  return ({ id }) => {
    const work = getWork(library, id);
    if (work?.kind !== 'embed') return undefined;
    const target = embedTargetSchema.parse(work.spec);
    return (endpoint) => whyNotEmbed(library, target, endpoint);
  };
}

/** Why the vectors of a server cannot join those of a work, as far as its check has found out. */
export function whyNotEmbed(
  library: Library,
  target: EmbedTarget,
  endpoint: StoredEndpoint,
): AppError | undefined {
  const { name, contract } = endpoint;
  const model = modelOf(endpoint);
  if (model !== target.model) {
    return new AppError(
      'endpoint.none',
      `${name} embeds with ${model ?? 'an unnamed model'}, but embeddings of ${target.model} were requested.`,
    );
  }
  const space = spaceOfTarget(library, target);
  const { dimensions } = contract ?? {};
  if (space === undefined || dimensions === undefined || dimensions === space.dimensions) {
    return undefined;
  }
  return new AppError(
    'endpoint.modelChanged',
    `Embeddings of ${name} have ${dimensions} dimensions, but those of ${model} in the library have ${space.dimensions}.`,
  );
}

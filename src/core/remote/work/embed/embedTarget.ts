import { z } from 'zod';
import { dot, toAppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import type { Embedder } from '../../../inference/index.ts';
import {
  activeSpace,
  buildingSpace,
  buildingTeamSpace,
  type EmbeddingSpace,
  teamSpace,
} from '../../../library/index.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import type { WorkServer } from '../workKind.ts';
import { embedRemotely } from './embedRemotely.ts';

export interface EmbedWorkTools {
  library: Library;
  servers: RemoteServers;
  /** This machine's, to see whether a server has the same model. */
  embedder: Embedder;
}

/** The space that a server's vectors belong in. */
export const embedTargetSchema = z.object({
  /** The version that the space is known by. */
  version: z.string(),
  /** As the server names it. */
  model: z.string(),
  /** True when the server has this machine's model, so that its vectors are of the same space. */
  isLocal: z.boolean(),
});
export type EmbedTarget = z.infer<typeof embedTargetSchema>;

/** Vectors of one model are alike whatever computes them, but for how sums round. */
const sameLikeness = 0.999;
/** Nothing of the library: whether two models are the same is asked before the user agrees. */
const probes = [
  'A short sentence about the weather.',
  'How much does a kilogram of red lentils cost?',
  'Wipe the lens of the camera before you film.',
  '12, 24, 36',
];

/** The version of the space of a server's model; a server tells its name and no more. */
export function remoteVersion(model: string): string {
  return `team:${model}`;
}

/**
 * Where the vectors of a server belong: in a space of this machine's model when it gives the same
 * vectors for the same texts (cosine above 0.999), else in one of their own. Errors: those of the
 * server, where only its answer could tell.
 */
export async function embedTargetOf(
  tools: EmbedWorkTools,
  server: WorkServer,
  signal?: AbortSignal,
): Promise<EmbedTarget> {
  const { model } = server;
  const local = await localSpace(tools);
  if (local !== undefined && (await isSame(tools, server, { space: local, signal }))) {
    return { version: local.modelVersion, model, isLocal: true };
  }
  return { version: remoteVersion(model), model, isLocal: false };
}

export function spaceOfTarget(
  library: Library,
  { version, isLocal }: EmbedTarget,
): EmbeddingSpace | undefined {
  const spaces = isLocal
    ? [activeSpace(library), buildingSpace(library)]
    : [teamSpace(library), buildingTeamSpace(library)];
  return spaces.find((space) => space?.modelVersion === version);
}

async function localSpace({
  library,
  embedder,
}: EmbedWorkTools): Promise<EmbeddingSpace | undefined> {
  try {
    const { version } = await embedder.model();
    return spaceOfTarget(library, { version, model: '', isLocal: true });
  } catch (error) {
    if (toAppError(error).code.startsWith('model.')) return undefined;
    throw error;
  }
}

async function isSame(
  { servers, embedder }: EmbedWorkTools,
  server: WorkServer,
  { space, signal }: { space: EmbeddingSpace; signal: AbortSignal | undefined },
): Promise<boolean> {
  const { contract } = server.endpoint;
  if (contract?.dimensions !== undefined && contract.dimensions !== space.dimensions) return false;
  const during = signal === undefined ? {} : { signal };
  const theirs = await embedRemotely(servers, server, { texts: probes, ...during });
  const version = space.modelVersion;
  const own = await embedder.embed(probes, { priority: 'interactive', version, ...during });
  return own.every((vector, index) => {
    const other = theirs[index];
    return other?.length === vector.length && dot(vector, other) > sameLikeness;
  });
}

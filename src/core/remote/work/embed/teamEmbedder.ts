import { AppError, type Clock, toAppError } from '../../../base/index.ts';
import type { RemoteServers } from '../../endpoints/types.ts';
import { modelOf } from '../serverOf.ts';
import { embedRemotely } from './embedRemotely.ts';

/** A person who searches does not wait for a server that was away a moment ago. */
const leaveAloneMs = 15_000;

/**
 * Vectors for questions, straight from a server of the model that made a space: ahead of batches,
 * whose requests wait their turn here. Errors: `endpoint.*`, `network.notAllowed`.
 */
export function createTeamEmbedder({ servers, clock }: { servers: RemoteServers; clock: Clock }) {
  let away: { untilMs: number; error: AppError } | undefined;
  return {
    embed: async (
      texts: readonly string[],
      { model, signal }: { model: string; signal?: AbortSignal | undefined },
    ): Promise<Float32Array[]> => {
      const candidates = await servers.candidates('embedding');
      const endpoint = candidates.find((each) => modelOf(each) === model);
      if (endpoint === undefined) {
        throw new AppError('endpoint.none', `No server embeds with ${model}.`);
      }
      if (away !== undefined && clock.nowMs() < away.untilMs) throw away.error;
      try {
        const asked = { texts, ...(signal !== undefined && { signal }) };
        const vectors = await embedRemotely(servers, { endpoint, model }, asked);
        away = undefined;
        return vectors;
      } catch (error) {
        signal?.throwIfAborted();
        away = { untilMs: clock.nowMs() + leaveAloneMs, error: toAppError(error) };
        throw error;
      }
    },
  };
}

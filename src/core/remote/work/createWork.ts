import {
  type Batch,
  roleOfWork,
  type VideoId,
  type VideoWork,
  type WorkPlace,
  type WorkPlan,
  type WorkRequest,
} from '../../../contract/index.ts';
import { toAppError } from '../../base/index.ts';
import type { Library } from '../../db/index.ts';
import type { Batches } from '../batches/createBatches.ts';
import type { RemoteServers } from '../endpoints/types.ts';
import { describePlan } from './describePlan.ts';
import { type FoundServer, serverOf } from './serverOf.ts';
import type { PlannedWork } from './workKind.ts';
import type { WorkKinds } from './workKinds.ts';
import { insertWork, setSpec, worksOfVideo } from './workRepository.ts';

export type Work = ReturnType<typeof createWork>;

export interface WorkOptions {
  library: Library;
  servers: RemoteServers;
  batches: Batches;
  kinds: WorkKinds;
  /** Where a kind of work is done when a request does not say. */
  placeOf(kind: WorkRequest['kind']): WorkPlace;
  /** Has this machine embed what it has no vectors of; false when there is nothing to do. */
  embedLocally(): Promise<boolean>;
}

/**
 * Heavy work of the library that servers do: it is a batch whose rows come from what the library
 * lacks, and whose answers change it. Asked for twice, only what is still missing is asked.
 */
export function createWork(options: WorkOptions) {
  const { library, batches, kinds, placeOf, embedLocally } = options;

  const planned = async (
    request: WorkRequest,
    { place, found: { server, problem } }: { place: WorkPlace; found: FoundServer },
    signal: AbortSignal | undefined,
  ): Promise<PlannedWork> => {
    if (server === undefined && problem !== undefined && place === 'remote') throw problem;
    switch (request.kind) {
      case 'embed':
        return kinds.embed.plan(request, server, signal);
      case 'drafts':
        return kinds.drafts.plan(request, server, signal);
      case 'transcribe':
        return kinds.transcribe.plan(request, server, signal);
      case 'describe':
        return kinds.describe.plan(request, server, signal);
      default:
        return request satisfies never;
    }
  };
  /** This machine alone makes vectors of its own model: no batch, but the reindex of the library. */
  const isReindex = ({ kind }: WorkRequest, place: WorkPlace, { problem }: FoundServer): boolean =>
    kind === 'embed' &&
    (place === 'local' || (place === 'remote-then-local' && problem !== undefined));

  return {
    /** Sends nothing of the library, whatever it finds. Errors: `draft.noEvidence`. */
    plan: async (request: WorkRequest, signal?: AbortSignal): Promise<WorkPlan> => {
      const place = placeOfRequest(request, placeOf);
      const found = await serverOf(options, roleOfWork[request.kind]);
      if (isReindex(request, place, found))
        return describePlan({ kind: 'embed', place, found: {} });
      try {
        const work = await planned(request, { place, found }, signal);
        return describePlan({ kind: request.kind, place, found, work });
      } catch (error) {
        const problem = toAppError(error);
        if (!problem.code.startsWith('endpoint.') && !problem.code.startsWith('network.'))
          throw error;
        return describePlan({ kind: request.kind, place, found: { ...found, problem } });
      }
    },
    /**
     * Makes the batch with its rows, or nothing. Errors: `endpoint.none`, `endpoint.notApproved`,
     * `endpoint.unreachable`, `network.notAllowed`, `batch.inUse`, `draft.noEvidence`.
     */
    start: async (
      request: WorkRequest,
      signal?: AbortSignal,
    ): Promise<{ batch?: Batch; words: string }> => {
      const place = placeOfRequest(request, placeOf);
      const found = await serverOf(options, roleOfWork[request.kind]);
      if (isReindex(request, place, found)) {
        const words = (await embedLocally())
          ? 'This computer embeds the remaining chunks.'
          : 'Everything is embedded or is already being embedded on this computer.';
        return { words };
      }
      // A batch of this machine and of whoever answers may begin without a server.
      if (found.problem !== undefined && place === 'remote') throw found.problem;
      const work = await planned(request, { place, found }, signal);
      const { name, batchKind, rows, target } = work;
      if (rows.length === 0) return { words: 'Nothing to do: everything is up to date.' };
      const items = rows.flatMap(({ request: { customId }, items: own }) =>
        own.map((item) => ({ ...item, customId })),
      );
      const batch = await batches.create(
        // Of the others this machine makes other results, or none: they do not mix in a batch.
        { name, kind: batchKind, place: request.kind === 'drafts' ? place : 'remote' },
        rows.map((row) => row.request),
        {
          before: (batchId) => insertWork(library, { batchId, kind: request.kind, target }, items),
          with: (batchId) => setSpec(library, batchId, work.begin()),
        },
      );
      return { batch, words: work.outcome };
    },
    ofVideo: (videoId: VideoId): VideoWork[] => worksOfVideo(library, videoId),
  };
}

/**
 * Transcripts and descriptions are made there by a work or not at all: the setting of transcripts is
 * of ingests. Asked for here they are refused.
 */
function placeOfRequest(request: WorkRequest, placeOf: WorkOptions['placeOf']): WorkPlace {
  const { kind, place } = request;
  if (kind === 'embed' || kind === 'drafts') return place ?? placeOf(kind);
  return place === 'local' ? 'local' : 'remote';
}

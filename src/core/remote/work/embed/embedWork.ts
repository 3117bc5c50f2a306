import { createHash } from 'node:crypto';
import type { WorkRequest } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { type ChunkText, teamSpace } from '../../../library/index.ts';
import { selectVideos } from '../selectVideos.ts';
import type { PlannedRow, PlannedWork, WorkKindOf, WorkServer } from '../workKind.ts';
import { openTargets } from '../workRepository.ts';
import { chunkPageTask } from './chunkPages.ts';
import {
  type EmbedTarget,
  type EmbedWorkTools,
  embedTargetOf,
  spaceOfTarget,
} from './embedTarget.ts';
import { whyNotEmbed } from './refuseEmbedder.ts';
import { takeVectors } from './takeVectors.ts';

type EmbedRequest = Extract<WorkRequest, { kind: 'embed' }>;

/** Texts in one request: few requests for many chunks, and little to ask again when one fails. */
const textsEach = 32;
/** Chunks that are read at a time. */
const pageChunks = 2_000;

/**
 * Vectors of what has none in the space of the server's model. That space is searched beside this
 * machine's own from the moment when every chunk has its vector in it.
 */
export function createEmbedWork(tools: EmbedWorkTools): WorkKindOf<EmbedRequest> {
  const { library } = tools;
  return {
    plan: async (request, server, signal) => {
      if (server === undefined) throw new AppError('endpoint.none', 'No server can embed text.');
      const target = await embedTargetOf(tools, server, signal);
      const problem = whyNotEmbed(library, target, server.endpoint);
      if (problem !== undefined) throw problem;
      return planVectors(library, request, { server, target, signal });
    },
    take: (row) => takeVectors(library, row),
  };
}

async function planVectors(
  library: Library,
  { selection }: EmbedRequest,
  {
    server,
    target,
    signal,
  }: { server: WorkServer; target: EmbedTarget; signal: AbortSignal | undefined },
): Promise<PlannedWork> {
  const other = openTargets(library, 'embed').find((each) => each !== target.version);
  if (other !== undefined && !target.isLocal) {
    throw new AppError('batch.inUse', 'A batch with another embedding model is still running.');
  }
  const spaceId = spaceOfTarget(library, target)?.id ?? 0;
  const videos = await selectVideos(library, selection, signal);
  const rows: PlannedRow[] = [];
  let [texts, characters, asked] = [0, 0, 0];
  let first: string | undefined;
  let pending: ChunkText[] = [];
  const take = (chunks: readonly ChunkText[]): void => void rows.push(rowOf(chunks, target));
  for (let afterId = 0, isLast = false; !isLast; ) {
    const page = { spaceId, target: target.version, afterId, limit: pageChunks };
    const lacking = await library.readers.run(chunkPageTask, page, { signal });
    isLast = lacking.length < pageChunks;
    afterId = lacking.at(-1)?.id ?? afterId;
    for (const { isAsked, ...chunk } of lacking) {
      if (videos?.has(chunk.videoId) === false) continue;
      if (isAsked) {
        asked += 1;
        continue;
      }
      first ??= chunk.text;
      texts += 1;
      characters += chunk.text.length;
      pending.push(chunk);
      if (pending.length === textsEach) {
        take(pending);
        pending = [];
      }
    }
  }
  if (pending.length > 0) take(pending);
  const { model } = server;
  const before = teamSpace(library);
  const replaced =
    before === undefined || before.modelVersion === target.version
      ? ''
      : `, replacing those of ${before.modelId}`;
  return {
    name: `Embed ${texts.toLocaleString('en')} texts with ${model}`,
    batchKind: 'embeddings',
    target: target.version,
    begin: () => target,
    rows,
    leftOut: [{ words: 'in progress in another batch', items: asked }],
    characters,
    answerTokens: 0,
    outcome: target.isLocal
      ? `${server.endpoint.name} serves the same model as this computer: its embeddings are added to those used by search.`
      : `The embeddings of ${model} are stored separately${replaced}. Search keeps using this computer’s embeddings until every chunk has one, then uses both.`,
    ...(first !== undefined && { first }),
  };
}

function rowOf(chunks: readonly ChunkText[], { version }: EmbedTarget): PlannedRow {
  const hash = createHash('sha256').update(version);
  for (const { id, text } of chunks) hash.update(`\n${id} ${text}`);
  return {
    request: {
      customId: `embed-${hash.digest('hex').slice(0, 40)}`,
      body: { input: chunks.map(({ text }) => text) },
    },
    items: chunks.map(({ id, videoId }) => ({ subject: `${id}`, videoId })),
  };
}

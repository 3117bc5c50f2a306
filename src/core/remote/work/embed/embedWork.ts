import { createHash } from 'node:crypto';
import type { WorkRequest } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { type ChunkText, chunksWithoutVector, teamSpace } from '../../../library/index.ts';
import { selectVideos } from '../selectVideos.ts';
import type { PlannedRow, PlannedWork, WorkKindOf, WorkServer } from '../workKind.ts';
import { openTargets, subjectsOfWorks } from '../workRepository.ts';
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

/**
 * Vectors of what has none in the space of the server's model. That space is searched beside this
 * machine's own from the moment when every chunk has its vector in it.
 */
export function createEmbedWork(tools: EmbedWorkTools): WorkKindOf<EmbedRequest> {
  const { library } = tools;
  return {
    plan: async (request, server, signal) => {
      if (server === undefined) throw new AppError('endpoint.none', 'No server embeds.');
      const target = await embedTargetOf(tools, server, signal);
      const problem = whyNotEmbed(library, target, server.endpoint);
      if (problem !== undefined) throw problem;
      return planVectors(library, request, { server, target });
    },
    take: (row) => takeVectors(library, row),
  };
}

function planVectors(
  library: Library,
  { selection }: EmbedRequest,
  { server, target }: { server: WorkServer; target: EmbedTarget },
): PlannedWork {
  const other = openTargets(library, 'embed').find((each) => each !== target.version);
  if (other !== undefined && !target.isLocal) {
    throw new AppError('batch.inUse', 'A batch fills the vectors of another model still.');
  }
  const spaceId = spaceOfTarget(library, target)?.id ?? 0;
  const limit = Number.MAX_SAFE_INTEGER;
  const lacking = chunksWithoutVector(library, { spaceId, afterId: 0, limit });
  const videos = selectVideos(library, selection);
  const selected = lacking.filter(({ videoId }) => videos?.has(videoId) ?? true);
  const states = ['open'] as const;
  const asked = subjectsOfWorks(library, { kind: 'embed', target: target.version, states });
  const open = selected.filter(({ id }) => !asked.has(`${id}`));
  const rows: PlannedRow[] = [];
  for (let from = 0; from < open.length; from += textsEach) {
    rows.push(rowOf(open.slice(from, from + textsEach), target));
  }
  const { model } = server;
  const before = teamSpace(library);
  const replaced =
    before === undefined || before.modelVersion === target.version
      ? ''
      : `, in place of those of ${before.modelId}`;
  const [first] = open;
  return {
    name: `Embed ${open.length.toLocaleString('en')} texts with ${model}`,
    batchKind: 'embeddings',
    target: target.version,
    begin: () => target,
    rows,
    leftOut: [{ words: 'under way in another batch', items: selected.length - open.length }],
    characters: open.reduce((sum, { text }) => sum + text.length, 0),
    answerTokens: 0,
    outcome: target.isLocal
      ? `${server.endpoint.name} has the model of this computer: its vectors join those that search uses.`
      : `The vectors of ${model} become a space of their own${replaced}. Search goes on with this computer’s until every text has one, then uses both.`,
    ...(first !== undefined && { first: first.text }),
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

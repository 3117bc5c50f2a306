import { type WorkKind, type WorkPlace, type WorkPlan, withHint } from '../../../contract/index.ts';
import type { FoundServer } from './serverOf.ts';
import type { PlannedWork } from './workKind.ts';

/** As OpenAI counts English; other scripts take more. */
const charactersPerToken = 4;
const maxShownCharacters = 4_000;

export interface Described {
  kind: WorkKind;
  place: WorkPlace;
  found: FoundServer;
  /** Absent when it is done here by the program itself, or cannot be planned. */
  work?: PlannedWork;
}

/** A plan as people see it. */
export function describePlan({ kind, place, found, work }: Described): WorkPlan {
  const { server, problem } = found;
  const tokens = Math.ceil((work?.characters ?? 0) / charactersPerToken);
  const { inputPrice = 0, outputPrice = 0 } = server?.endpoint ?? {};
  const cost = (tokens * inputPrice + (work?.answerTokens ?? 0) * outputPrice) / 1_000_000;
  const items = work?.rows.flatMap((row) => row.items) ?? [];
  const videos = new Set(items.flatMap(({ videoId }) => videoId ?? []));
  return {
    kind,
    place,
    ...(server !== undefined && {
      server: {
        id: server.endpoint.id,
        name: server.endpoint.name,
        url: server.endpoint.url,
        model: server.model,
        approved: server.endpoint.approvedAtMs !== undefined,
      },
    }),
    rows: work?.rows.length ?? 0,
    items: items.length,
    videos: videos.size,
    leftOut: work?.leftOut.filter((each) => each.items > 0) ?? [],
    characters: work?.characters ?? 0,
    soundMs: work?.soundMs ?? 0,
    pictures: work?.pictures ?? 0,
    tokens,
    ...(cost > 0 && { cost }),
    outcome: work?.outcome ?? outcomeWithoutBatch(problem !== undefined),
    ...(work?.first !== undefined && { first: work.first.slice(0, maxShownCharacters) }),
    ...(problem !== undefined && { problem: withHint(problem) }),
  };
}

function outcomeWithoutBatch(hasProblem: boolean): string {
  return hasProblem
    ? 'No requests can be made.'
    : 'This computer embeds the remaining chunks with its own model. Nothing is sent.';
}

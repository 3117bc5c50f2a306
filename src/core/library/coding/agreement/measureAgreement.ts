import type { Agreement, CodeId, VideoId } from '../../../../contract/index.ts';
import { AppError } from '../../../base/index.ts';
import type { Library } from '../../../db/index.ts';
import { codableMs } from '../codableMs.ts';
import { listCodes } from '../codeRepository.ts';
import { cohensKappa, krippendorffsAlpha, type UnitCounts } from './chanceCorrected.ts';
import { secondsOf } from './secondsOf.ts';

interface Row {
  codeId: CodeId;
  videoId: VideoId;
  startMs: number;
  endMs: number;
  coder: string;
  durationMs: number;
}

export interface AskedCoders {
  first?: string | undefined;
  second?: string | undefined;
}

/**
 * How far two coders agree on each code, second by second of the videos that both have coded. Without
 * names it is between the two who coded most. Errors: `usage.invalid` for a name that coded nothing.
 */
export function measureAgreement(library: Library, named: AskedCoders): Agreement {
  const coders = library.db.$client
    .prepare<[], { name: string; quotes: number }>(
      `SELECT coder AS name, count(*) AS quotes FROM codings
         GROUP BY coder ORDER BY quotes DESC, coder`,
    )
    .all();
  for (const name of [named.first, named.second]) {
    if (name !== undefined && coders.every((coder) => coder.name !== name)) {
      throw new AppError('usage.invalid', `Nobody named ${name} has coded a span.`);
    }
  }
  const rest = coders.map(({ name }) => name);
  const first = named.first ?? rest.find((name) => name !== named.second);
  const second = named.second ?? rest.find((name) => name !== first);
  if (first === undefined || second === undefined || first === second) {
    return { coders, videos: 0, seconds: 0, codes: [] };
  }
  const rows = ofBoth(library, first, second);
  const durations = new Map<VideoId, number>();
  for (const { videoId, durationMs, endMs } of rows) {
    durations.set(videoId, Math.max(durations.get(videoId) ?? 0, durationMs, endMs));
  }
  let seconds = 0;
  for (const durationMs of durations.values()) seconds += Math.ceil(durationMs / 1_000);
  const byCode = Map.groupBy(rows, ({ codeId }) => codeId);
  return {
    ...{ first, second, coders, videos: durations.size, seconds },
    codes: listCodes(library).flatMap(({ id, name, colour }) => {
      const used = byCode.get(id);
      if (used === undefined) return [];
      const counts = countUnits(used, first, seconds);
      const kappa = cohensKappa(counts);
      const alpha = krippendorffsAlpha(counts);
      return [
        {
          ...{ codeId: id, code: name, colour, ...counts },
          ...(kappa !== undefined && { kappa }),
          ...(alpha !== undefined && { alpha }),
        },
      ];
    }),
  };
}

/**
 * What the two have coded in videos where both have coded something, up to the end of the video, or to
 * a day where nobody knows it.
 */
function ofBoth({ db }: Library, first: string, second: string): Row[] {
  const rows = db.$client
    .prepare<[string, string], Row>(
      `SELECT g.code_id AS codeId, g.video_id AS videoId, g.start_ms AS startMs, g.end_ms AS endMs,
         g.coder, v.duration_ms AS durationMs
       FROM codings g JOIN videos v ON v.id = g.video_id WHERE g.coder IN (?, ?)`,
    )
    .all(first, second)
    .map((row) => ({ ...row, endMs: Math.min(row.endMs, codableMs(row)) }))
    .filter(({ startMs, endMs }) => startMs < endMs);
  const codedBy = (name: string): Set<VideoId> =>
    new Set(rows.filter(({ coder }) => coder === name).map(({ videoId }) => videoId));
  const [ofFirst, ofSecond] = [codedBy(first), codedBy(second)];
  return rows.filter(({ videoId }) => ofFirst.has(videoId) && ofSecond.has(videoId));
}

function countUnits(rows: readonly Row[], first: string, seconds: number): UnitCounts {
  const ofFirst = new Set<string>();
  const ofSecond = new Set<string>();
  for (const { videoId, coder, ...span } of rows) {
    const units = coder === first ? ofFirst : ofSecond;
    for (const second of secondsOf(span)) units.add(`${videoId} ${second}`);
  }
  const both = [...ofFirst].filter((unit) => ofSecond.has(unit)).length;
  const [onlyFirst, onlySecond] = [ofFirst.size - both, ofSecond.size - both];
  return { both, onlyFirst, onlySecond, neither: seconds - both - onlyFirst - onlySecond };
}

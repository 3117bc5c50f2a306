import { parsePostgresAddress } from '../../src/core/sync/postgres/postgresAddress.ts';
import { openPostgres } from '../../src/core/sync/postgres/postgresDatabase.ts';
import type { TeamDatabase } from '../../src/core/sync/postgres/teamDatabase.ts';
import { searchTeam } from '../../src/core/sync/search/searchTeam.ts';
import { quantile } from '../benchmark.ts';

const neighbours = 10;
const warmUp = 20;
const exactQueries = 60;

export interface TeamSearchMeasure {
  /** Share of the true ten nearest that the index finds. */
  recall: number;
  /** By meaning alone, statement for words and all. */
  meaningP50Ms: number;
  /** By words and meaning, as a person searches. */
  bothP50Ms: number;
}

/**
 * What `searchTeam` finds and how long it takes: vectors of chunks, a little turned, and words of
 * their texts as queries. The same search without indexes tells what is true.
 */
export async function measureTeamSearch(
  url: string,
  { workspaceId, queries = 200 }: { workspaceId: string; queries?: number },
): Promise<TeamSearchMeasure> {
  const db = openPostgres(parsePostgresAddress(url));
  try {
    const rows = await db.query<{ text: string; model: string; embedding: string }>(
      `SELECT text, model, embedding::text FROM ${db.schema}.chunks
       WHERE workspace_id = $1 AND embedding IS NOT NULL ORDER BY md5(id) LIMIT $2`,
      [workspaceId, queries],
    );
    const asked = rows.map(({ text, model, embedding }) => ({
      ...{ workspaceId, limit: neighbours, text: text.split(' ').slice(3, 5).join(' ') },
      meaning: { vector: turned(JSON.parse(embedding) as number[]), model },
    }));
    const meaningTimes: number[] = [];
    const bothTimes: number[] = [];
    const found: string[][] = [];
    for (const [index, search] of [...asked.slice(0, warmUp), ...asked].entries()) {
      const startedMs = performance.now();
      const near = await searchTeam(db, { ...search, text: '' });
      const middleMs = performance.now();
      await searchTeam(db, search);
      if (index < warmUp) continue;
      meaningTimes.push(middleMs - startedMs);
      bothTimes.push(performance.now() - middleMs);
      found.push(near.map(({ id }) => id));
    }
    const exact = withoutIndexes(db);
    let agree = 0;
    const compared = asked.slice(0, exactQueries);
    for (const [index, search] of compared.entries()) {
      const nearest = new Set(
        (await searchTeam(exact, { ...search, text: '' })).map(({ id }) => id),
      );
      agree += (found[index] ?? []).filter((id) => nearest.has(id)).length;
    }
    return {
      recall: agree / (compared.length * neighbours),
      meaningP50Ms: quantile(meaningTimes, 0.5),
      bothP50Ms: quantile(bothTimes, 0.5),
    };
  } finally {
    await db.close();
  }
}

/** The nearest are searched for in a transaction; in it every row is compared. */
function withoutIndexes(db: TeamDatabase): TeamDatabase {
  return {
    ...db,
    transaction: (work) =>
      db.transaction(async (tx) => {
        await tx.query("SELECT set_config('enable_indexscan', 'off', true)");
        return work(tx);
      }),
  };
}

function turned(vector: readonly number[]): Float32Array {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff - 0.5;
  };
  const length = Math.hypot(...vector);
  return Float32Array.from(
    vector,
    (value) => value + (0.5 * length * next()) / Math.sqrt(vector.length),
  );
}

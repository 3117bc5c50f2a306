import { ensureVectorIndex } from '../../src/core/sync/postgres/ensureVectorIndex.ts';
import { openTeam } from '../../src/core/sync/postgres/openTeam.ts';
import { parsePostgresAddress } from '../../src/core/sync/postgres/postgresAddress.ts';
import { openPostgres } from '../../src/core/sync/postgres/postgresDatabase.ts';
import type { TeamDatabase } from '../../src/core/sync/postgres/teamDatabase.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { dimensions, SyntheticText } from '../search/syntheticText.ts';
import { addChunks } from './scaleRows.ts';
import { measureTeamSearch, type TeamSearchMeasure } from './teamSearch.ts';

const sizes = [100_000, 300_000];
const small = 1_000;
const recallBar = 0.95;

/**
 * What docs/scale.md plans with: the index of vectors at growing sizes, and a small workspace
 * beside a large one. About six minutes on two quiet cores, and 2 GB of disk.
 */
export async function scaleBench(url: string): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const db = openPostgres(parsePostgresAddress(url));
  const text = new SyntheticText(17);
  const rows: BenchmarkRow[] = [];
  const notes: string[] = [];
  try {
    const { id: workspaceId } = await openTeam(db);
    const smallId = 'small';
    await db.query(`INSERT INTO ${db.schema}.workspaces (id, name) VALUES ($1, $1)`, [smallId]);
    await addChunks(db, { workspaceId: smallId, from: 0, to: small }, text);
    for (const [index, size] of sizes.entries()) {
      await db.exec(`DROP INDEX IF EXISTS ${db.schema}.chunks_embedding_${dimensions}`);
      const from = sizes[index - 1] ?? 0;
      const loading = await secondsOf(() => addChunks(db, { workspaceId, from, to: size }, text));
      const building = await secondsOf(() => ensureVectorIndex(db, dimensions));
      notes.push(
        `${size} chunks: the last ${size - from} came at ${Math.round((size - from) / loading)}/s;` +
          ` HNSW built in ${building.toFixed(0)} s; ${await sizesOf(db)}`,
      );
      const measured = {
        [`${size} chunks`]: await measureTeamSearch(url, { workspaceId }),
        [`a workspace of ${small} chunks beside ${size}`]: await measureTeamSearch(url, {
          workspaceId: smallId,
        }),
      };
      for (const [what, search] of Object.entries(measured)) {
        rows.push(recallRow(what, search));
        notes.push(timesOf(what, search));
      }
    }
    return { rows, notes };
  } finally {
    await db.close();
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return (performance.now() - startedMs) / 1_000;
}

async function sizesOf(db: TeamDatabase): Promise<string> {
  const [row] = await db.query<Record<'heap' | 'words' | 'vectors', string>>(
    `SELECT pg_size_pretty(pg_table_size('${db.schema}.chunks')) AS heap,
       pg_size_pretty(pg_relation_size('${db.schema}.chunks_words')) AS words,
       pg_size_pretty(pg_relation_size('${db.schema}.chunks_embedding_${dimensions}')) AS vectors`,
  );
  return `table ${row?.heap}, index of words ${row?.words}, of vectors ${row?.vectors}`;
}

function recallRow(what: string, { recall }: TeamSearchMeasure): BenchmarkRow {
  return {
    what: `${what}: recall@10 of the team's search by meaning`,
    ...{ ours: recall.toFixed(3), peer: 'every vector compared', ratio: recall },
    ...{ bar: recallBar, atLeast: true, holds: recall >= recallBar },
  };
}

function timesOf(what: string, { meaningP50Ms, bothP50Ms }: TeamSearchMeasure): string {
  return `${what}: p50 ${meaningP50Ms.toFixed(1)} ms by meaning, ${bothP50Ms.toFixed(1)} ms with words`;
}

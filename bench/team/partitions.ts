import { ensureVectorIndex } from '../../src/core/sync/postgres/ensureVectorIndex.ts';
import { openTeam } from '../../src/core/sync/postgres/openTeam.ts';
import { parsePostgresAddress } from '../../src/core/sync/postgres/postgresAddress.ts';
import { openPostgres } from '../../src/core/sync/postgres/postgresDatabase.ts';
import type { TeamDatabase } from '../../src/core/sync/postgres/teamDatabase.ts';
import type { BenchmarkRow } from '../benchmark.ts';
import { dimensions, SyntheticText } from '../search/syntheticText.ts';
import { addChunks } from './scaleRows.ts';
import { measureTeamSearch } from './teamSearch.ts';

/** One much larger than the others, and those that are some percent of the whole. */
const sizes: Readonly<Record<string, number>> = { large: 90_000, middle: 6_000, low: 3_000 };
const columns = 'workspace_id, id, video_id, kind, start_ms, end_ms, text, model, embedding';

/**
 * Workspaces of unequal sizes in one table with one index of vectors, then the same rows in a
 * table with a partition, and so an index, for each: what search finds in either, beside comparing
 * every vector, and how long it takes. About five minutes on two quiet cores.
 */
export async function partitionsBench(
  url: string,
): Promise<{ rows: BenchmarkRow[]; notes: string[] }> {
  const db = openPostgres(parsePostgresAddress(url));
  const text = new SyntheticText(23);
  const rows: BenchmarkRow[] = [];
  const notes: string[] = [];
  const measureAll = async (how: string): Promise<void> => {
    const startedMs = performance.now();
    await ensureVectorIndex(db, dimensions);
    const seconds = (performance.now() - startedMs) / 1_000;
    notes.push(`${how}: the index took ${seconds.toFixed(0)} s.`);
    for (const [workspaceId, size] of Object.entries(sizes)) {
      const { recall, meaningP50Ms } = await measureTeamSearch(url, { workspaceId });
      rows.push({
        what: `${size} chunks of 99,000, ${how}: recall@10`,
        ...{ ours: recall.toFixed(3), peer: 'every vector compared', ratio: recall },
        ...{ bar: 0.95, atLeast: true, holds: recall >= 0.95 },
      });
      notes.push(`${size} chunks, ${how}: p50 ${meaningP50Ms.toFixed(1)} ms.`);
    }
  };
  try {
    await openTeam(db);
    for (const [workspaceId, to] of Object.entries(sizes)) {
      const one = [workspaceId];
      await db.query(`INSERT INTO ${db.schema}.workspaces (id, name) VALUES ($1, $1)`, one);
      await addChunks(db, { workspaceId, from: 0, to }, text);
    }
    await measureAll('one table');
    await partition(db);
    await measureAll('a partition for each workspace');
    return { rows, notes };
  } finally {
    await db.close();
  }
}

async function partition(db: TeamDatabase): Promise<void> {
  const { schema } = db;
  const parts = Object.keys(sizes).map(
    (id) =>
      `CREATE TABLE ${schema}.chunks_of_${id} PARTITION OF ${schema}.chunks FOR VALUES IN ('${id}');`,
  );
  await db.exec(
    `DROP INDEX ${schema}.chunks_embedding_${dimensions};
     ALTER TABLE ${schema}.chunks RENAME TO chunks_whole;
     CREATE TABLE ${schema}.chunks (LIKE ${schema}.chunks_whole
       INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES) PARTITION BY LIST (workspace_id);
     ${parts.join('\n')}
     INSERT INTO ${schema}.chunks (${columns}) SELECT ${columns} FROM ${schema}.chunks_whole;`,
  );
}

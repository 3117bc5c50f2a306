import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { privateFileMode } from '../../base/index.ts';
import type { TeamDatabase, TeamQueries } from '../../sync/index.ts';
import { lockGrowth } from '../database/growthTables.ts';
import { dumpTables } from './dumpTables.ts';

const rowsAtOnce = 1_000;

/** Writes experiments and events as JSON lines, as they are at one time: no writer comes between. */
export function writeDump(db: TeamDatabase, file: string, signal?: AbortSignal): Promise<void> {
  return db.transaction(async (tx) => {
    await lockGrowth(tx);
    await pipeline(
      Readable.from(linesOf(tx)),
      createWriteStream(file, { flags: 'wx', mode: privateFileMode }),
      { signal },
    );
  });
}

async function* linesOf(tx: TeamQueries): AsyncGenerator<string, void, undefined> {
  for (const table of dumpTables) {
    const rows = await tx.query<{ row: object }>(
      `SELECT to_jsonb(t) AS row FROM ${tx.schema}.${table} t`,
    );
    for (const { row } of rows) yield `${JSON.stringify({ table, row })}\n`;
  }
  let last = '';
  for (;;) {
    const rows = await tx.query<{ event: { id: string } }>(
      `SELECT jsonb_build_object('id', id, 'name', name, 'person', person, 'consent', 'granted',
         'atMs', round(extract(epoch FROM at) * 1000), 'properties', properties) AS event
       FROM ${tx.schema}.growth_events WHERE id > $1 ORDER BY id LIMIT ${rowsAtOnce}`,
      [last],
    );
    for (const { event } of rows) yield `${JSON.stringify({ event })}\n`;
    last = rows.at(-1)?.event.id ?? last;
    if (rows.length < rowsAtOnce) return;
  }
}

import { z } from 'zod';
import { AppError } from '../../base/index.ts';
import { openText, readJsonLines } from '../../ingest/index.ts';
import type { TeamDatabase } from '../../sync/index.ts';
import { storeEvents } from '../events/storeEvents.ts';
import { dumpTables } from './dumpTables.ts';

const lineSchema = z.union([
  z.object({ event: z.unknown().refine((event) => event !== undefined) }),
  z.object({ table: z.enum(dumpTables), row: z.record(z.string(), z.unknown()) }),
]);
type Row = Extract<z.infer<typeof lineSchema>, { table: string }>;

/**
 * Takes the lines of a dump into tables, which may have some of them already. Events come as from anyone:
 * each is checked, and units and sums are made of them. Errors: `backup.invalid` for lines that no dump has.
 */
export async function readDump(db: TeamDatabase, path: string, nowMs: number): Promise<void> {
  await using file = await openText(path);
  for await (const records of readJsonLines(file.chunks)) {
    const lines = records.map(({ line, bytes, isTooLong }) =>
      parsed(line, isTooLong === true ? '' : bytes.toString('utf8')),
    );
    for (const table of dumpTables) {
      const rows = lines.flatMap((one) => ('table' in one && one.table === table ? [one.row] : []));
      if (rows.length > 0) await insert(db, table, rows);
    }
    const events = lines.flatMap((one) => ('event' in one ? [one.event] : []));
    if (events.length > 0) await storeEvents(db, [events], nowMs);
  }
}

async function insert(db: TeamDatabase, table: Row['table'], rows: Row['row'][]): Promise<void> {
  try {
    await db.query(
      `INSERT INTO ${db.schema}.${table}
       SELECT * FROM jsonb_populate_recordset(NULL::${db.schema}.${table}, $1::jsonb)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  } catch (cause) {
    throw new AppError('backup.invalid', `The backup’s ${table} cannot be read.`, { cause });
  }
}

function parsed(line: number, text: string): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('backup.invalid', `Line ${line} of the backup’s events cannot be read.`, {
      cause,
    });
  }
}

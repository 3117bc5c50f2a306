import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import type { Terminal } from './terminal.ts';

interface StageRow {
  name: string;
  state: string;
  startedAtMs: number | null;
}

/** The stages of the library's newest ingest job, in order, as they stand in the database now. */
export function stagesOf(directory: string): StageRow[] {
  const library = openLibrary({ directory, clock: systemClock });
  try {
    return library.db.$client
      .prepare<[], StageRow>(
        `SELECT name, state, started_at_ms AS startedAtMs FROM job_stages
         WHERE job_id = (SELECT id FROM jobs WHERE kind = 'ingest' ORDER BY created_at_ms DESC LIMIT 1)
         ORDER BY position`,
      )
      .all();
  } finally {
    library.close();
  }
}

/** Ingests a file and kills the program without warning when a stage runs or has just run. */
export async function killAtStage(
  terminal: Terminal,
  path: string,
  stage: string,
): Promise<'killed' | 'ended'> {
  const child = terminal.start('--json', 'ingest', path);
  const exited = once(child, 'exit').then(() => 'ended' as const);
  const reached = async (): Promise<'killed'> => {
    while (true) {
      const row = stagesOf(terminal.library).find(({ name }) => name === stage);
      if (row !== undefined && row.state !== 'waiting') return 'killed';
      await sleep(5);
    }
  };
  const end = await Promise.race([exited, reached()]);
  child.kill('SIGKILL');
  await exited;
  return end;
}

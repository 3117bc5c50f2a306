import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import { pathBelow, privateFileMode } from '../base/index.ts';
import { databaseName } from './databaseFile.ts';
import type { SqliteConnection } from './openDatabase.ts';

/** Goes with its database, also when that is moved away: another one has another past. */
export const stateName = 'library.state.json';

const stateSchema = z.object({
  /**
   * How often the database was opened, up to the last close that left all of it on the disk; it counts
   * too, in its `user_version`. A loss of power may take back what it counted since.
   */
  openings: z.number().int(),
  /** Whether it was left with a write-ahead log. */
  hasLog: z.boolean(),
  lost: z.object({ what: z.enum(['log', 'database']), atMs: z.number() }).optional(),
});
type State = z.infer<typeof stateSchema>;

/** What a process needs at most between removing its log and saying so. */
const closingMs = 200;

/**
 * Notices at an opening what no one else can: that the log with the last changes was removed, or
 * that an older database took the place of the one that was last used. Both look like a library in
 * order. The library's folder says how it was left, in a file beside the database.
 */
export interface LastState {
  /** Counts this opening. Call it when the database is open. */
  begin(connection: SqliteConnection, nowMs: number): void;
  /** Closes the connection and says how the library is left. */
  close(connection: SqliteConnection): void;
}

/** Looks at a library's folder before its database is opened, which makes a log. */
export function lookAtLastState(directory: string): LastState {
  const { before, foundLog } = lookTwice(directory);
  let state: State | undefined;
  /** Moves the log into the database as far as nobody reads it. */
  let checkpoint: Statement<[], { log: number; checkpointed: number }> | undefined;
  const write = (hasLog: boolean, change: Partial<State> = {}): void => {
    // An opening that could not be counted, on a full disk for instance, still closes the log.
    const known = state ?? readState(directory);
    if (known === undefined) return;
    state = { ...known, ...change, hasLog };
    try {
      writeFileSync(pathBelow(directory, stateName), JSON.stringify(state), {
        mode: privateFileMode,
      });
    } catch {
      // Then nothing is noticed at the next opening; what is done in the library counts more.
    }
  };
  return {
    begin: (connection, nowMs) => {
      checkpoint = connection.prepare('PRAGMA wal_checkpoint(PASSIVE)');
      const openings = countOpening(connection);
      if (openings === undefined) return;
      const what = lostSince(before, { foundLog, openings });
      const lost = what === undefined ? before?.lost : { what, atMs: nowMs };
      state = {
        openings: Math.min(before?.openings ?? openings, openings),
        hasLog: true,
        ...(lost !== undefined && { lost }),
      };
      write(true);
    },
    close: (connection) => {
      // Said before the log goes, so that a kill in between raises no alarm.
      if (isComplete(checkpoint)) write(false, { openings: openingsOf(connection) });
      connection.close();
      // Another connection has it open: its log stays, until that one closes, perhaps just now.
      let hasLog: boolean;
      do {
        hasLog = hasLogFile(directory);
        write(hasLog);
      } while (hasLogFile(directory) !== hasLog);
    },
  };
}

/** What a library lost, in words with what to do; undefined: nothing that is known of. */
export function describeLoss(directory: string): { detail: string; advice: string } | undefined {
  const lost = readState(directory)?.lost;
  if (lost === undefined) return undefined;
  const at = new Date(lost.atMs).toISOString().slice(0, 16).replace('T', ' ');
  return {
    detail:
      lost.what === 'log'
        ? `The last changes may be lost: ${databaseName}-wal, which held them, was missing on ${at} UTC.`
        : `The database was older on ${at} UTC than when it was last used: an earlier copy may have taken its place.`,
    advice: `If something is missing, restore a backup: trendroom restore FILE. If nothing is, delete ${stateName} in the library folder.`,
  };
}

/** A process that closes the library right now removes its log a moment before it says so. */
function lookTwice(directory: string): { before: State | undefined; foundLog: boolean } {
  const look = () => ({ foundLog: hasLogFile(directory), before: readState(directory) });
  const first = look();
  if (first.foundLog || first.before?.hasLog !== true) return first;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, closingMs);
  return look();
}

function lostSince(
  before: State | undefined,
  { foundLog, openings }: { foundLog: boolean; openings: number },
): 'log' | 'database' | undefined {
  if (before === undefined) return undefined;
  if (before.hasLog && !foundLog) return 'log';
  return openings < before.openings ? 'database' : undefined;
}

function readState(directory: string): State | undefined {
  try {
    const text = readFileSync(pathBelow(directory, stateName), 'utf8');
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function hasLogFile(directory: string): boolean {
  return existsSync(pathBelow(directory, `${databaseName}-wal`));
}

function openingsOf(connection: SqliteConnection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** How often it was opened before; undefined when another process writes for long. */
function countOpening(connection: SqliteConnection): number | undefined {
  try {
    return connection
      .transaction(() => {
        const openings = openingsOf(connection);
        connection.pragma(`user_version = ${openings + 1}`);
        return openings;
      })
      .immediate();
  } catch {
    return undefined;
  }
}

/** True when that was all of the log. */
function isComplete(
  checkpoint: Statement<[], { log: number; checkpointed: number }> | undefined,
): boolean {
  try {
    const row = checkpoint?.get();
    return row !== undefined && row.log === row.checkpointed;
  } catch {
    return false;
  }
}

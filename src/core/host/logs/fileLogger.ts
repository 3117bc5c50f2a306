import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  entryBelow,
  type Logger,
  pathBelow,
  privateFileMode,
  privateFolder,
  silentLogger,
} from '../../base/index.ts';

export interface FileLoggerOptions {
  /** The log never takes more than about twice this: the file and the one before it. */
  maxBytes?: number;
}

/** Where a library keeps its log. */
export function logFolder(libraryDir: string): string {
  return join(libraryDir, 'logs');
}

/**
 * Logs to `<library>/logs/trendroom.log`, one JSON object a line, so that a terminal's stdout
 * stays the command's answer. A full file becomes `trendroom.old.log`. The file is opened for
 * each line: several processes may log to one library, and a restore moves the folder. What
 * cannot be written costs the log, not the work: opening the library reports that in its words.
 */
export async function createFileLogger(
  libraryDir: string,
  { maxBytes = 5_000_000 }: FileLoggerOptions = {},
): Promise<Logger> {
  try {
    mkdirSync(pathBelow(libraryDir, 'logs'), privateFolder);
  } catch {
    return silentLogger;
  }
  const write = (line: string): void => {
    try {
      const file = pathBelow(libraryDir, 'logs', 'trendroom.log');
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
      if (size + line.length > maxBytes) {
        renameSync(file, entryBelow(libraryDir, 'logs', 'trendroom.old.log'));
      }
      appendFileSync(file, line, { mode: privateFileMode });
    } catch {
      // See above.
    }
  };
  // Loaded here, because workers that share this room never log to files.
  const { pino } = await import('pino');
  const log = pino({ base: { pid: process.pid }, level: 'info' }, { write });
  return {
    debug: (message, fields) => log.debug(fields ?? {}, message),
    info: (message, fields) => log.info(fields ?? {}, message),
    warn: (message, fields) => log.warn(fields ?? {}, message),
    error: (message, fields) => log.error(fields ?? {}, message),
  };
}

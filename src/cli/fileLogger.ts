import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from '../core/base/index.ts';
import { silentLogger } from '../core/base/index.ts';

/**
 * Logs to `<library>/logs/trendroom.log`, one JSON object a line, so that stdout stays the
 * command's answer. A folder that cannot be written costs the log, not the command: opening
 * the library reports that error in its own words.
 */
export function createFileLogger(libraryDir: string): Logger {
  try {
    mkdirSync(join(libraryDir, 'logs'), { recursive: true });
    const sink = destination({ dest: join(libraryDir, 'logs', 'trendroom.log'), sync: true });
    sink.on('error', () => {});
    const log = pino({ base: { pid: process.pid }, level: 'info' }, sink);
    return {
      debug: (message, fields) => log.debug(fields ?? {}, message),
      info: (message, fields) => log.info(fields ?? {}, message),
      warn: (message, fields) => log.warn(fields ?? {}, message),
      error: (message, fields) => log.error(fields ?? {}, message),
    };
  } catch {
    return silentLogger;
  }
}

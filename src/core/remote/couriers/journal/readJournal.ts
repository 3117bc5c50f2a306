import { readFileSync } from 'node:fs';
import { hasSystemCode } from '../../../base/index.ts';
import { decodeEntries, type RowNote } from './journalEntries.ts';

/** A request that a courier noted and that nobody has settled. */
export interface LeftRequest {
  row: RowNote;
  /** The server's answer; undefined while it is under way. */
  text: string | undefined;
}

export interface Journal {
  /** Nothing new is sent. */
  isAlone: boolean;
  left: LeftRequest[];
}

/** What the parts of a courier's journal say together; parts that are gone by now say nothing. */
export function readJournal(paths: readonly string[]): Journal {
  const requests = new Map<number, LeftRequest>();
  let isAlone = false;
  for (const entry of paths.flatMap((path) => decodeEntries(bytesOf(path)))) {
    if ('sent' in entry) requests.set(entry.sent, { row: entry.row, text: undefined });
    else if ('answered' in entry) {
      const request = requests.get(entry.answered);
      if (request !== undefined) request.text = entry.text;
    } else if ('over' in entry) for (const number of entry.over) requests.delete(number);
    else isAlone = entry.alone;
  }
  return { isAlone, left: [...requests.values()] };
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasSystemCode(error, 'ENOENT')) return new Uint8Array();
    throw error;
  }
}

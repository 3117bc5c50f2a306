import { count } from 'drizzle-orm';
import { openReadOnly, videos } from '../../db/index.ts';

export interface DatabaseCheck {
  /** What SQLite found wrong first; left out: nothing. */
  problem?: string;
  /** Rows of videos. */
  videos: number;
}

/** Reads a database of this version's schema from end to end, which takes seconds. */
export function checkDatabase(file: string): DatabaseCheck {
  const db = openReadOnly(file);
  try {
    const result = db.$client.pragma('integrity_check(1)', { simple: true });
    if (result !== 'ok') return { problem: String(result), videos: 0 };
    return { videos: db.select({ rows: count() }).from(videos).get()?.rows ?? 0 };
  } finally {
    db.$client.close();
  }
}

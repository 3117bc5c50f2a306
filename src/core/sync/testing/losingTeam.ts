import type { TeamDatabase } from '../postgres/teamDatabase.ts';

/** A team that loses the connection after a number of statements, before or after a commit. */
export function losingTeam(db: TeamDatabase, after: number): TeamDatabase {
  let left = after;
  const spend = (): void => {
    if (left-- <= 0) throw new Error('The connection was lost.');
  };
  return {
    ...db,
    query: (sql, params) => {
      spend();
      return db.query(sql, params);
    },
    transaction: async (work) => {
      const result = await db.transaction((tx) =>
        work({
          ...tx,
          query: (sql, params) => {
            spend();
            return tx.query(sql, params);
          },
        }),
      );
      // Committed, but the device does not hear of it.
      spend();
      return result;
    },
  };
}

/** The vec0 table of an embedding space. The id is ours, a whole number. */
export function tableOf(spaceId: number): string {
  return `chunk_vectors_${Math.trunc(spaceId)}`;
}

/**
 * What makes the table of a space and the trigger that takes a chunk's vector away with the chunk,
 * whatever deletes it: a vec0 table knows no foreign keys.
 */
export function vectorTableSql(spaceId: number, dimensions: number): string {
  const table = tableOf(spaceId);
  return `CREATE VIRTUAL TABLE ${table} USING vec0(
      vector float[${Math.trunc(dimensions)}] distance_metric=cosine);
    CREATE TRIGGER ${table}_delete AFTER DELETE ON chunks BEGIN
      DELETE FROM ${table} WHERE rowid = old.id;
    END;`;
}

import { and, type Column, gte, lt, type SQL } from 'drizzle-orm';

/** After every character that an id or a path has. */
export const lastCharacter = '\uffff';

/** The values that begin with `prefix`, found by the column's index. */
export function beginsWith(column: Column, prefix: string): SQL | undefined {
  return and(gte(column, prefix), lt(column, `${prefix}${lastCharacter}`));
}

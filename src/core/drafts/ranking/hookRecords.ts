import type { DraftScore } from '../../../contract/index.ts';
import { hookRecords, type LibraryDatabase } from '../../db/index.ts';

/** What experiments tell of a hook pattern, or of a topic in lower case. Who runs them fills it in. */
export type HookRecord = typeof hookRecords.$inferSelect;

/** A shrunk lift of so much is the best that a record can say, and its opposite the worst. */
const fullLift = 0.3;

/** Replaces all records: they are made anew of all decided experiments. */
export function replaceHookRecords(db: LibraryDatabase, records: readonly HookRecord[]): void {
  db.transaction((tx) => {
    tx.delete(hookRecords).run();
    if (records.length > 0)
      tx.insert(hookRecords)
        .values([...records])
        .run();
  });
}

/**
 * The part of a draft's score that rests on experiments: half where they tell nothing either way, more
 * where its pattern and topic have lifted what was measured. Undefined without any.
 */
export function readHookRecords(
  db: LibraryDatabase,
): (draft: {
  hookPattern: string;
  topic: string;
}) => NonNullable<DraftScore['record']> | undefined {
  const all = db.select().from(hookRecords).all();
  return ({ hookPattern, topic }) => {
    const own = all.filter(({ kind, key }) =>
      kind === 'pattern' ? key === hookPattern : key === topic.trim().toLowerCase(),
    );
    if (own.length === 0) return undefined;
    const lift = own.reduce((sum, one) => sum + one.lift, 0);
    const value = Math.min(1, Math.max(0, 0.5 + lift / (2 * fullLift)));
    return { value, of: own };
  };
}

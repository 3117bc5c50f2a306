import { AppError } from '../../base/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';

const kinds = {
  briefs: { code: 'brief.notFound', name: 'Brief', names: 'brief ids' },
  // What was dropped is told by its reason, and has no id outside.
  drafts: { code: 'draft.notFound', name: 'Draft', names: 'draft ids' },
} as const;

/**
 * The id that begins so, or is it; one that is whole wins over longer ones.
 * Errors: `brief.notFound`, `draft.notFound`, also when several begin so.
 */
export function resolveId<Id extends string>(
  { $client }: LibraryDatabase,
  table: keyof typeof kinds,
  id: string,
): Id {
  const { code, name, names } = kinds[table];
  const [first, second] = $client
    .prepare<{ id: string }, Id>(
      `SELECT id FROM ${table} WHERE substr(id, 1, length(:id)) = :id
         ${table === 'drafts' ? 'AND dropped_reason IS NULL' : ''}
       ORDER BY id <> :id LIMIT 2`,
    )
    .pluck()
    .all({ id });
  if (first === undefined || id === '') throw new AppError(code, `${name} ${id} not found.`);
  if (first !== id && second !== undefined) {
    throw new AppError(code, `Several ${names} start with ${id}.`);
  }
  return first;
}

import { eq } from 'drizzle-orm';
import { type DraftChange, type DraftId, maxDraftCharacters } from '../../../contract/index.ts';
import { AppError } from '../../base/index.ts';
import { drafts, draftVersions, type Library, type LibraryDatabase } from '../../db/index.ts';
import { plainText } from '../evidence/plainText.ts';
import { resolveId } from './resolveId.ts';

/**
 * Stars, edits or rejects a draft, in one transaction; its id. A text that gives way is kept by the
 * trigger of the table. What a model had judged of a text comes back with that text; of a new one
 * nothing is known. Errors: `draft.notFound`, `usage.invalid`.
 */
export function changeDraft(
  { db, clock }: Pick<Library, 'db' | 'clock'>,
  { draftId, isStarred, rejected, ...given }: DraftChange,
): DraftId {
  const text = given.text === undefined ? undefined : plainText(given.text, maxDraftCharacters);
  if (text === '') throw new AppError('usage.invalid', 'A draft needs a text.');
  return db.transaction(() => {
    const id = resolveId<DraftId>(db, 'drafts', draftId);
    const now = clock.nowMs();
    const present = db.select().from(drafts).where(eq(drafts.id, id)).get();
    const isNewText = text !== undefined && text !== present?.text;
    const change = {
      ...(isStarred === undefined
        ? {}
        : { starredAtMs: isStarred ? (present?.starredAtMs ?? now) : null }),
      ...(rejected === undefined ? {} : { rejectedReason: rejected }),
      ...(isNewText
        ? { text, support: supportOf(db, id, text), ...{ closeness: null, novelty: null } }
        : {}),
      ...(isNewText ? { editedAtMs: now } : {}),
    };
    if (Object.keys(change).length > 0) {
      db.update(drafts).set(change).where(eq(drafts.id, id)).run();
    }
    return id;
  });
}

/** How well an earlier version of that text was supported; null where nobody judged it. */
function supportOf(db: LibraryDatabase, id: DraftId, text: string): number | null {
  return (
    db
      .select()
      .from(draftVersions)
      .where(eq(draftVersions.draftId, id))
      .all()
      .findLast((version) => version.text === text && version.support !== null)?.support ?? null
  );
}

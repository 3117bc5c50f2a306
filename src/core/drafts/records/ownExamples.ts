import type { HookPattern, OwnExample } from '../../../contract/index.ts';
import type { LibraryDatabase } from '../../db/index.ts';
import { leastSupport } from '../support/checkSupport.ts';

/** More would push the moment too far from what it is asked with, and cost memory. */
const maxExamples = 4;

/** A hook that a person made their own, and what it was written from. */
export interface OwnHook extends OwnExample {
  hookPattern: HookPattern;
  /** The first moment that it cites. */
  moment: string;
}

/**
 * The newest hooks that a person starred or edited, oldest first, so that the newest stands nearest
 * to what is asked. Those that were rejected, or claim what their moment does not say, teach nothing.
 */
export function ownExamples({ $client }: LibraryDatabase): OwnHook[] {
  return $client
    .prepare<{ leastSupport: number; maxExamples: number }, OwnHook>(
      `SELECT d.id AS draftId, d.text, d.hook_pattern AS hookPattern, b.topic, c.quote AS moment
       FROM drafts d JOIN briefs b ON b.id = d.brief_id
       JOIN citations c ON c.draft_id = d.id
         AND c.position = (SELECT min(position) FROM citations WHERE draft_id = d.id)
       WHERE d.dropped_reason IS NULL AND d.rejected_reason IS NULL
         AND (d.starred_at_ms IS NOT NULL OR d.text <> (
           SELECT text FROM draft_versions WHERE draft_id = d.id AND position = 0))
         AND coalesce(d.support, 1) >= :leastSupport
       ORDER BY max(coalesce(d.starred_at_ms, 0), coalesce(d.edited_at_ms, 0)) DESC, d.id
       LIMIT :maxExamples`,
    )
    .all({ leastSupport, maxExamples })
    .reverse();
}

import type { BriefId, BriefRecord, Draft } from '../../../../contract/index.ts';
import type { FormVariant } from './experimentForm.ts';

export interface KeptDraft {
  draft: Draft;
  briefId: BriefId;
  topic: string;
}

/** Drafts that were not rejected; those with a star come first, the newest brief before the others. */
export function keptDraftsOf(briefs: readonly BriefRecord[]): KeptDraft[] {
  const kept = briefs.flatMap(({ id, brief, drafts }) =>
    drafts
      .filter(({ rejected }) => rejected === undefined)
      .map((draft) => ({ draft, briefId: id, topic: brief.topic })),
  );
  const [starred, others] = [true, false].map((isStarred) =>
    kept.filter(({ draft }) => (draft.starredAtMs !== undefined) === isStarred),
  );
  return [...(starred ?? []), ...(others ?? [])];
}

const offered = 3;

/** The variants that a brief offers: its starred drafts where there are two, otherwise its best ones. */
export function draftsOfBrief(
  kept: readonly KeptDraft[],
  briefId: BriefId | undefined,
): FormVariant[] {
  const own = kept.filter((one) => one.briefId === briefId);
  const starred = own.filter(({ draft }) => draft.starredAtMs !== undefined);
  return (starred.length >= 2 ? starred : own.slice(0, offered)).map(({ draft }) =>
    variantOf(draft),
  );
}

export function variantOf({ id, text }: Draft): FormVariant {
  return { key: id, text, draftId: id };
}

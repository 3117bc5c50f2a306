export { createDrafts, type Drafts } from './drafts/createDrafts.ts';
export { createDraftVariants } from './drafts/draftVariants.ts';
export type { EvidenceSearch } from './drafts/gatherEvidence.ts';

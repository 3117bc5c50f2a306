export { createDrafts, type Drafts } from './drafts/createDrafts.ts';
export type { EvidenceSearch } from './drafts/gatherEvidence.ts';

export { createDrafts, type Drafts, type DraftsOptions } from './drafts/createDrafts.ts';
export type { EvidenceSearch } from './drafts/gatherEvidence.ts';

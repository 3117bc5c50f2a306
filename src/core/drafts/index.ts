export { createDraftVariants } from './candidates/draftVariants.ts';
export { createDrafts, type Drafts } from './createDrafts.ts';
export { DraftRepository } from './draftRepository.ts';
export { exportBrief } from './export/exportBrief.ts';

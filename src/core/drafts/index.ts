export { createDrafts, type Drafts } from './createDrafts.ts';
export { DraftRepository } from './draftRepository.ts';
export { createDraftVariants } from './draftVariants.ts';

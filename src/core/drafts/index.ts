export { DraftRepository } from './draftRepository.ts';

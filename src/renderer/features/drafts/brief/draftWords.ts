import type { DroppedDraft, HookPattern } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';

/** What opens a hook, for people. */
export const hookPatternNames: Readonly<Record<HookPattern, string>> = {
  question: draftsMessages.draftWords.question,
  number: draftsMessages.draftWords.number,
  contrast: draftsMessages.draftWords.contrast,
  command: draftsMessages.draftWords.command,
  confession: draftsMessages.draftWords.confession,
  surprise: draftsMessages.draftWords.surprise,
  promise: draftsMessages.draftWords.promise,
  story: draftsMessages.draftWords.story,
};

/** Why a draft was not kept, for people. */
export const reasonWords: Readonly<Record<DroppedDraft['reason'], string>> = {
  'copies-source': draftsMessages.draftWords.copiesSource,
  'repeats-draft': draftsMessages.draftWords.repeatsDraft,
  'too-short': draftsMessages.draftWords.tooShort,
  'too-long': draftsMessages.draftWords.tooLong,
  'wrong-pattern': draftsMessages.draftWords.wrongPattern,
  unsupported: draftsMessages.draftWords.unsupported,
};

import type { DroppedDraft, HookPattern, RejectionReason } from '../../../../contract/index.ts';
import { draftsMessages } from '../../../messages/drafts.ts';

/** What opens a hook, for people. */
export const hookPatternNames: Readonly<Record<HookPattern, string>> = {
  question: draftsMessages.draftLabels.question,
  number: draftsMessages.draftLabels.number,
  contrast: draftsMessages.draftLabels.contrast,
  command: draftsMessages.draftLabels.command,
  confession: draftsMessages.draftLabels.confession,
  surprise: draftsMessages.draftLabels.surprise,
  promise: draftsMessages.draftLabels.promise,
  story: draftsMessages.draftLabels.story,
};

/** Why a draft was not kept, for people. */
export const dropReasonLabels: Readonly<Record<DroppedDraft['reason'], string>> = {
  'copies-source': draftsMessages.draftLabels.copiesSource,
  'repeats-draft': draftsMessages.draftLabels.repeatsDraft,
  'too-short': draftsMessages.draftLabels.tooShort,
  'too-long': draftsMessages.draftLabels.tooLong,
  'wrong-pattern': draftsMessages.draftLabels.wrongPattern,
  unsupported: draftsMessages.draftLabels.unsupported,
  'follows-video': draftsMessages.draftLabels.followsVideo,
  'repeats-instructions': draftsMessages.draftLabels.repeatsInstructions,
};

/** Why a person does not want a draft. */
export const rejectionLabels: Readonly<Record<RejectionReason, string>> = {
  untrue: draftsMessages.draftLabels.untrue,
  dull: draftsMessages.draftLabels.dull,
  'off-voice': draftsMessages.draftLabels.offVoice,
  'off-topic': draftsMessages.draftLabels.offTopic,
  used: draftsMessages.draftLabels.used,
};

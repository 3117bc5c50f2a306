import type { Device, DroppedDraft } from '../../../../contract/index.ts';

/** What opens a hook, for people. */
export const deviceNames: Readonly<Record<Device, string>> = {
  question: 'Question',
  number: 'Number',
  contrast: 'Contrast',
  command: 'Command',
  confession: 'Confession',
  surprise: 'Surprise',
  promise: 'Promise',
  story: 'Story',
};

/** Why a draft was not kept, for people. */
export const reasonWords: Readonly<Record<DroppedDraft['reason'], string>> = {
  'copies-source': 'It copies what a video says.',
  'repeats-draft': 'It says the same as another draft.',
  'too-short': 'It is too short to be a hook.',
  'too-long': 'It has more words than the brief allows.',
  'wrong-device': 'It does not do what its kind of opening must, such as ask, or name a number.',
  unsupported: 'What it says is not in the moments it cites.',
};

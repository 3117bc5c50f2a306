import type { Beat } from '../../../contract/index.ts';

/** What a model writes; the hook is there already. */
export type WrittenBeat = Exclude<Beat, 'hook'>;

export const beatTasks: Readonly<Record<WrittenBeat, string>> = {
  turn: 'Say the sentence that comes after the hook: what went on, or what is behind it.',
  proof: 'Say what the viewer sees or hears that shows it.',
  close: 'Say what the viewer can do now.',
};

/** Invented for this purpose, as the examples of hooks are; the moments are theirs as well. */
export const beatExamples: readonly {
  hook: string;
  moment: string;
  beat: WrittenBeat;
  text: string;
}[] = [
  {
    hook: 'Why does a fern turn brown when you water it every day?',
    moment:
      'I watered my fern every single day and it turned brown anyway. When I pulled it out the roots were rotting. It never wanted more water, it wanted me to leave it alone',
    beat: 'turn',
    text: 'Mine was drowning, and I kept pouring.',
  },
  {
    hook: 'Two hundred emails a day, and she reads twelve of them.',
    moment:
      'my manager gets two hundred emails a day and reads maybe twelve of them, the ones that say in the first line what she has to decide, the others wait until Friday',
    beat: 'proof',
    text: 'Watch which ones she opens: the decision is in their first line.',
  },
  {
    hook: 'Hard tyres only feel fast.',
    moment:
      'everybody pumps them up hard because it feels quick but on gravel the soft ones roll faster, let some air out before you start',
    beat: 'close',
    text: 'Let some air out before your next gravel ride.',
  },
];

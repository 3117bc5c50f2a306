import { z } from 'zod';

/** What a key can do while a video is open. */
export const playerActionSchema = z.enum([
  'playOrPause',
  'backward',
  'stop',
  'forward',
  'previousFrame',
  'nextFrame',
  'secondBack',
  'secondForward',
  'previousShot',
  'nextShot',
  'markIn',
  'markOut',
  'goToIn',
  'goToOut',
  'clearMarks',
  'loop',
  'mute',
  'fullScreen',
  'moreLikeThis',
  'addNote',
  'codeSpan',
  'rate1',
  'rate2',
  'rate3',
  'rate4',
  'rate5',
  'noRating',
  'markReviewed',
  'shortlist',
  'reject',
  'tag',
  'undoReview',
  'nextVideo',
  'previousVideo',
  'endReview',
]);
export type PlayerAction = z.infer<typeof playerActionSchema>;

/**
 * A key by what is printed on it: a letter in upper case, a sign, `Space`, `Left`, `Right`, `Up`,
 * `Down`; `Shift+` before a letter, a digit, Space or an arrow. Digits alone are taken: they lead to
 * tenths.
 */
export const playerKeySchema = z
  .string()
  .max(16)
  .regex(
    /^(?:(?:Shift\+)?(?:\p{Lu}|\p{Lo}|Space|Left|Right|Up|Down)|Shift\+\d|[\p{P}\p{S}])$/u,
    'Use a letter, a sign, Space or an arrow, such as L, Shift+L or Left',
  );

/** The keys of every editing program, and those that Trendroom had before. */
export const defaultPlayerKeys: Readonly<Record<PlayerAction, readonly string[]>> = {
  playOrPause: ['Space'],
  backward: ['J'],
  stop: ['K'],
  forward: ['L'],
  previousFrame: ['Left', ','],
  nextFrame: ['Right', '.'],
  secondBack: ['Shift+Left'],
  secondForward: ['Shift+Right'],
  previousShot: ['Up', '['],
  nextShot: ['Down', ']'],
  markIn: ['I'],
  markOut: ['O'],
  goToIn: ['Shift+I'],
  goToOut: ['Shift+O'],
  clearMarks: ['Shift+X'],
  loop: ['Shift+L'],
  mute: ['M'],
  fullScreen: ['F'],
  moreLikeThis: ['Shift+M'],
  addNote: ['N'],
  codeSpan: ['C'],
  rate1: ['Shift+1'],
  rate2: ['Shift+2'],
  rate3: ['Shift+3'],
  rate4: ['Shift+4'],
  rate5: ['Shift+5'],
  noRating: ['Shift+0'],
  markReviewed: ['D'],
  shortlist: ['S'],
  reject: ['X'],
  tag: ['T'],
  undoReview: ['Z'],
  nextVideo: ['E', 'Shift+Down'],
  previousVideo: ['W', 'Shift+Up'],
  endReview: ['Shift+E'],
};

/** Keys that mean something on every screen, so that no action of the player may have them. */
const takenKeys = ['A', 'G', '/', '?'] as const;

/** The actions whose keys a person chose; an empty list: the action has no key. */
export const playerKeysSchema = z.partialRecord(
  playerActionSchema,
  z.array(playerKeySchema).max(4),
);
export type PlayerKeys = z.infer<typeof playerKeysSchema>;

/** The keys of every action: those that were chosen, else the usual ones. */
export function keysOfActions(chosen: PlayerKeys): Record<PlayerAction, readonly string[]> {
  return { ...defaultPlayerKeys, ...chosen };
}

/** One key that two want: two actions, or an action and the whole app. */
interface KeyConflict {
  key: string;
  action: PlayerAction;
  /** `app`: the key means something on every screen. */
  with: PlayerAction | 'app';
}

/** Every key that is wanted twice, in the order of the actions. */
export function keyConflicts(chosen: PlayerKeys): KeyConflict[] {
  const keys = keysOfActions(chosen);
  const owners = new Map<string, PlayerAction | 'app'>(takenKeys.map((key) => [key, 'app']));
  const conflicts: KeyConflict[] = [];
  for (const action of playerActionSchema.options) {
    for (const key of new Set(keys[action])) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, action);
      else conflicts.push({ key, action, with: owner });
    }
  }
  return conflicts;
}

/** What a person may choose: refused, with names, while a key is wanted twice. */
export const chosenPlayerKeysSchema = playerKeysSchema.superRefine((chosen, context) => {
  for (const { key, action, with: other } of keyConflicts(chosen)) {
    const whose = other === 'app' ? 'taken on every screen' : `also the key of ${other}`;
    context.addIssue({ code: 'custom', path: [action], message: `${key} is ${whose}` });
  }
});

import {
  keyConflicts,
  type PlayerAction,
  type PlayerKeys,
  playerKeySchema,
} from '../../../contract/index.ts';
import { type KeyPress, keyLabels, keyNamesOf } from '../../client/playerKeys/keyNames.ts';
import { playerKeyMessages } from '../../messages/video/playerKeys.ts';

const words = playerKeyMessages.section;

/**
 * The key that a press chooses for an action, or why it cannot be, with whose it is. Without a press:
 * whether the action may have its usual keys again.
 */
export function chosenKey(
  action: PlayerAction,
  press: KeyPress | undefined,
  chosen: PlayerKeys,
): { key: string; refusal?: string } {
  const [key = ''] = press === undefined ? [] : keyNamesOf(press);
  if (press !== undefined && !playerKeySchema.safeParse(key).success) {
    return { key, refusal: words.noKey };
  }
  const wanted = press === undefined ? chosen : { ...chosen, [action]: [key] };
  const conflict = keyConflicts(wanted).find(
    (each) => each.action === action || each.with === action,
  );
  if (conflict === undefined) return { key };
  const label = keyLabels(conflict.key).join(' ');
  const other = conflict.action === action ? conflict.with : conflict.action;
  return {
    key,
    refusal:
      other === 'app'
        ? words.taken(label)
        : words.conflict(label, playerKeyMessages.actions[other]),
  };
}
